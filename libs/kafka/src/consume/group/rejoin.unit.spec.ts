import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Group, turn } from './group.fixture.js';

const MANY = 1_200;

/** Brings the records that were produced, until the partition is paused. */
async function fetchAll(group: Group): Promise<void> {
  for (let round = 0; round < MANY; round++) {
    group.fetch(0);
    if (group.fetchesUnderWay === 0) return;
    await Promise.all([group.arrive(0), vi.advanceTimersByTimeAsync(300)]);
  }
}

describe('A member that rejoins', () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'performance'] }));
  afterEach(() => vi.useRealTimers());

  it('goes on with a partition that is paused, though a commit of the generation before was refused', async () => {
    const group = new Group([0]);
    group.produce(0, MANY);
    await fetchAll(group);
    expect(group.isPaused(0)).toBe(true);
    // A record is through, so that there is something to commit.
    group.end(0);
    await turn();
    await group.tick('fenced');
    group.join(true, [0], 0);
    await vi.advanceTimersByTimeAsync(100);
    await fetchAll(group);
    for (let round = 0; round < MANY && group.running.size > 0; round++) {
      group.end(0);
      await turn();
    }
    await group.tick('ok');
    expect(group.wrongs).toEqual([]);
    expect(group.committedOf(0)).toBeGreaterThan(500);
  });

  it('goes on though the refusal of a commit comes late, when the next generation has fetched', async () => {
    const group = new Group([0]);
    group.produce(0, 8);
    await fetchAll(group);
    group.end(0);
    await turn();
    let answer = (): void => undefined;
    group.answer = new Promise<void>((resolve) => (answer = resolve));
    await group.tick('fenced');
    group.join(true, [0], 0);
    await fetchAll(group);
    answer();
    await turn();
    for (let round = 0; round < 8 && group.running.size > 0; round++) {
      group.end(0);
      await turn();
    }
    expect(group.log(0).map(({ isHandled }) => isHandled)).toEqual(Array.from({ length: 8 }, () => true));
  });
});
