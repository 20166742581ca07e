import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PartitionWork } from '../work/partition-work.js';
import { type CommitOffsets, OffsetCommitter } from './offset-committer.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A partition as far as committing goes. */
class Work {
  committed: number | undefined;
  readonly doubtful = new Set<number>();
  readonly topic = 'orders';

  constructor(
    readonly partition: number,
    public position: number,
  ) {}

  get committable(): number | undefined {
    return this.position === this.committed ? undefined : this.position;
  }
}

const committerOf = (works: readonly Work[], commit: CommitOffsets | undefined) => {
  const failed: unknown[] = [];
  const committer = new OffsetCommitter({
    owned: () => works as unknown as PartitionWork[],
    commit: () => commit,
    joins: () => 1,
    failed: (error) => failed.push(error),
  });
  return { committer, failed };
};

const sent: string[] = [];
const keep: CommitOffsets = async ({ topics }) => {
  for (const { topic, partitions } of topics) {
    for (const { partition, offset } of partitions) sent.push(`${topic}/${partition}: ${offset}`);
  }
};

/** Commits that are under way until they are answered. */
function answeredLater() {
  const answers: (() => void)[] = [];
  const commit: CommitOffsets = async (offsets) => {
    await keep(offsets);
    await new Promise<void>((resolve) => answers.push(resolve));
  };
  return { answers, commit };
}

beforeEach(() => void (sent.length = 0));

describe('OffsetCommitter', () => {
  it('commits every half second what is done, and nothing a second time', async () => {
    const [first, second] = [new Work(0, 5), new Work(1, 7)];
    const { committer } = committerOf([first, second], keep);
    await vi.advanceTimersByTimeAsync(1_500);
    expect(sent).toEqual(['orders/0: 5', 'orders/1: 7']);
    second.position = 9;
    await vi.advanceTimersByTimeAsync(500);
    expect(sent.slice(2)).toEqual(['orders/1: 9']);
    committer.close();
  });

  it('tells for how long every commit has failed, until one goes through or another consumer is there', async () => {
    const first = new Work(0, 5);
    let isRefused = true;
    const { committer } = committerOf([first], async () => {
      if (isRefused) throw new Error('NOT_COORDINATOR');
    });
    await vi.advanceTimersByTimeAsync(20_500);
    expect(committer.failingForMs).toBe(20_000);
    committer.startAnew();
    expect(committer.failingForMs).toBe(0);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(committer.failingForMs).toBe(500);
    isRefused = false;
    await vi.advanceTimersByTimeAsync(500);
    expect(committer.failingForMs).toBe(0);
    committer.close();
  });

  it('commits sooner after 10,000 records', async () => {
    const { committer } = committerOf([new Work(0, 5)], keep);
    committer.progressed(9_999);
    await vi.advanceTimersByTimeAsync(1);
    expect(sent).toEqual([]);
    committer.progressed(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(sent).toEqual(['orders/0: 5']);
    committer.close();
  });

  it('has one commit under way at a time, and flushes what came meanwhile', async () => {
    const { answers, commit } = answeredLater();
    const work = new Work(0, 5);
    const { committer } = committerOf([work], commit);
    await vi.advanceTimersByTimeAsync(2_000);
    work.position = 6;
    const flushed = committer.flush();
    expect(sent).toEqual(['orders/0: 5']);
    answers.shift()?.();
    await vi.advanceTimersByTimeAsync(1);
    expect(sent).toEqual(['orders/0: 5', 'orders/0: 6']);
    answers.shift()?.();
    await flushed;
    committer.close();
  });

  it('remembers what a failed commit may have done, until one succeeds, and rejects for nobody', async () => {
    let fails = true;
    const commit: CommitOffsets = (offsets) =>
      fails ? Promise.reject(new Error('no answer')) : keep(offsets);
    const work = new Work(0, 5);
    const { committer, failed } = committerOf([work], commit);
    await committer.commit();
    work.position = 8;
    await committer.commit();
    expect([...work.doubtful]).toEqual([5, 8]);
    expect(work.committed).toBeUndefined();
    expect(failed).toHaveLength(2);
    fails = false;
    await committer.commit();
    expect(work.committed).toBe(8);
    expect(work.doubtful.size).toBe(0);
    committer.close();
  });

  it('waits no longer for what another consumer has under way, and takes no news of it but that it may be so', async () => {
    const { answers, commit } = answeredLater();
    const work = new Work(0, 5);
    const { committer } = committerOf([work], commit);
    const old = committer.commit();
    expect([...work.doubtful]).toEqual([5]);
    committer.startAnew();
    work.position = 8;
    const next = committer.commit();
    await vi.advanceTimersByTimeAsync(1);
    expect(sent).toEqual(['orders/0: 5', 'orders/0: 8']);
    answers[1]?.();
    await next;
    expect(work.committed).toBe(8);
    answers[0]?.();
    await old;
    expect(work.committed).toBe(8);
    committer.close();
  });

  it('flushes again what was refused while the group rejoins, until it is taken or the time is over', async () => {
    vi.useRealTimers();
    let refusals = 0;
    const rejoining: CommitOffsets = (offsets) =>
      refusals++ < 2 ? Promise.reject(new Error('REBALANCE_IN_PROGRESS')) : keep(offsets);
    const taken = committerOf([new Work(0, 5)], rejoining);
    await taken.committer.flush();
    expect(sent).toEqual(['orders/0: 5']);
    const { committer } = committerOf([new Work(0, 5)], () => Promise.reject(new Error('away')));
    const flushed = committer.flush();
    committer.close();
    await flushed;
  });

  it('does nothing as long as nothing was fetched', async () => {
    const { committer, failed } = committerOf([new Work(0, 5)], undefined);
    await committer.flush();
    expect(failed).toEqual([]);
    committer.close();
  });
});
