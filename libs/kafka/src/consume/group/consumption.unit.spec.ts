import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CommitOutcome, Group, turn } from './group.fixture.js';

type Step = (group: Group) => unknown;

const PARTITIONS = [0, 1];
const partition = fc.constantFrom(...PARTITIONS);
const some = fc.subarray(PARTITIONS, { minLength: 0 });
const few = fc.nat(9);

const work: fc.Arbitrary<Step>[] = [
  fc.tuple(partition, few).map(
    ([to, count]) =>
      (group) =>
        group.produce(to, count),
  ),
  partition.map((from) => (group) => group.fetch(from)),
  few.map((index) => (group) => group.arrive(index)),
  few.map((index) => (group) => group.end(index)),
  few.map((index) => (group) => group.end(index)),
  fc.constantFrom<CommitOutcome>('ok', 'ok', 'lost', 'refused').map((how) => (group) => group.tick(how)),
];
const rejoin: fc.Arbitrary<Step> = fc.constant((group) => group.join(true, PARTITIONS, 0));
const changes: fc.Arbitrary<Step>[] = [
  rejoin,
  fc.tuple(fc.boolean(), some, few).map(
    ([isSame, of, others]) =>
      (group) =>
        group.join(isSame, of, others),
  ),
  fc.tuple(some, few).map(
    ([of, others]) =>
      (group) =>
        group.newConsumer(of, others),
  ),
];
const replace: fc.Arbitrary<Step> = few.map((count) => (group) => group.replace(count));

const run = async (steps: readonly Step[]): Promise<Group> => {
  const group = new Group(PARTITIONS);
  for (const step of steps) {
    await step(group);
    await turn();
  }
  return group;
};

/** Has the member go on in peace until there is nothing left to do. */
async function settle(group: Group): Promise<void> {
  group.join(true, PARTITIONS, 0);
  await goOn(group);
}

async function goOn(group: Group): Promise<void> {
  for (let round = 0; round < 300; round++) {
    for (const one of PARTITIONS) group.fetch(one);
    while (group.fetchesUnderWay > 0) await group.arrive(0);
    await turn();
    while (group.running.size > 0) {
      group.end(0);
      await turn();
    }
    await group.tick('ok');
    if (PARTITIONS.every((one) => group.committedOf(one) === group.log(one).length)) return;
  }
}

const allHandled = (group: Group): boolean =>
  PARTITIONS.every((one) => group.log(one).every(({ isHandled }) => isHandled));

describe('Consumption', () => {
  it('skips nothing, commits nothing open, goes never back and keeps keys in order, whatever rejoins come when', async () => {
    const steps = fc.array(fc.oneof(...work, ...work, ...changes), { maxLength: 80 });
    await fc.assert(
      fc.asyncProperty(steps, async (chaos) => {
        const group = await run(chaos);
        await settle(group);
        expect(group.wrongs).toEqual([]);
        expect(allHandled(group)).toBe(true);
        for (const one of PARTITIONS) expect(group.committedOf(one)).toBe(group.log(one).length);
      }),
      { numRuns: 300 },
    );
  });

  it('handles each record once where the member keeps its partitions, though fetches be overtaken', async () => {
    const steps = fc.array(fc.oneof(...work, ...work, rejoin), { maxLength: 80 });
    await fc.assert(
      fc.asyncProperty(steps, async (chaos) => {
        const group = await run(chaos);
        await settle(group);
        const records = PARTITIONS.reduce((sum, one) => sum + group.log(one).length, 0);
        expect(group.handlings).toBe(records);
      }),
      { numRuns: 300 },
    );
  });

  it('lets go of nothing that handlers have when nobody had its partitions between two memberships', async () => {
    const alone = fc.constant((group: Group) => group.newConsumer(PARTITIONS));
    const steps = fc.array(fc.oneof(...work, ...work, alone), { maxLength: 80 });
    await fc.assert(
      fc.asyncProperty(steps, async (chaos) => {
        const group = await run(chaos);
        await settle(group);
        expect(group.wrongs).toEqual([]);
        expect(group.aborted).toBe(0);
        expect(allHandled(group)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('handles all of a topic that was deleted and made again in the midst, at the latest with its next record', async () => {
    const steps = fc.array(fc.oneof(...work, ...work, ...changes, replace), { maxLength: 80 });
    await fc.assert(
      fc.asyncProperty(steps, async (chaos) => {
        const group = await run(chaos);
        await settle(group);
        // A new log that is as long as the old one was before its newest record has nothing to show where it is read.
        for (const one of PARTITIONS) group.produce(one, 1);
        await goOn(group);
        expect(allHandled(group)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('does not go by a seek of its own that outlived its partition', async () => {
    const group = await run([
      (one) => one.produce(0, 9),
      (one) => one.fetch(0),
      (one) => one.arrive(0),
      (one) => one.fetch(0),
      (one) => one.arrive(0),
      // Keeping the partition it seeks; before kafkajs has done so, the partition goes and comes back.
      (one) => one.join(true, PARTITIONS, 0),
      (one) => one.join(true, [1], 0),
      (one) => one.join(true, PARTITIONS, 0),
    ]);
    await settle(group);
    expect(group.wrongs).toEqual([]);
    expect(allHandled(group)).toBe(true);
  });

  it('takes nothing of a batch that a seek has overtaken', async () => {
    const group = await run([
      (one) => one.produce(0, 9),
      (one) => one.fetch(0),
      (one) => one.seek(0, 4),
      (one) => one.arrive(0),
    ]);
    expect(group.handlings).toBe(0);
    await settle(group);
    expect(group.handlings).toBe(5);
  });

  it('starts nothing while it drains, though a rebalance brings partitions, and fetches none of them', async () => {
    const group = await run([
      (one) => one.produce(0, 3),
      (one) => one.produce(1, 3),
      (one) => one.newConsumer([0]),
      (one) => one.fetch(0),
      (one) => one.arrive(0),
    ]);
    const drained = group.consumption.drain(1_000);
    group.join(true, PARTITIONS, 0);
    expect(group.isAllPaused).toBe(true);
    group.fetch(1);
    expect(group.fetchesUnderWay).toBe(0);
    while (group.running.size > 0) group.end(0);
    await drained;
    expect(group.handlings).toBe(3);
    expect(group.committedOf(0)).toBe(3);
  });

  it('drains at once where nothing runs, and within its bound where a handler does not end', async () => {
    const idle = await run([(group) => group.produce(0, 3)]);
    const asked = performance.now();
    await idle.consumption.drain(10_000);
    expect(performance.now() - asked).toBeLessThan(1_000);
    const busy = await run([
      (group) => group.produce(0, 3),
      (group) => group.fetch(0),
      (group) => group.arrive(0),
    ]);
    await busy.consumption.drain(50);
    expect(busy.aborted).toBeGreaterThan(0);
  });
});
