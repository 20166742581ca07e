import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Membership, Supervisor } from './supervisor.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A membership whose joins succeed or fail as told, and that ends when told. */
class Fake implements Membership {
  readonly log: string[] = [];
  failures = 0;
  lose: (reason: string) => void = () => undefined;

  join(): Promise<{ lost: Promise<string> }> {
    this.log.push('join');
    if (this.failures-- > 0) return Promise.reject(new Error('away\nstack'));
    return Promise.resolve({ lost: new Promise((resolve) => (this.lose = resolve)) });
  }

  leave(): Promise<void> {
    this.log.push('leave');
    return Promise.resolve();
  }

  report(line: string): void {
    this.log.push(line);
  }
}

describe('Supervisor', () => {
  it('tries until it has joined, clears away what a failed attempt left, and says so in one line each', async () => {
    const fake = new Fake();
    fake.failures = 2;
    const started = new Supervisor(fake).start();
    await vi.advanceTimersByTimeAsync(1_000);
    await started;
    expect(fake.log).toEqual([
      'join',
      'leave',
      'Kafka cannot be reached: away; next try in 0.25 s',
      'join',
      'leave',
      'Kafka cannot be reached: away; next try in 0.5 s',
      'join',
    ]);
  });

  it('joins anew whenever the membership is lost', async () => {
    const fake = new Fake();
    await new Supervisor(fake).start();
    for (const reason of ['crashed', 'deleted']) {
      fake.lose(reason);
      await vi.advanceTimersByTimeAsync(1);
    }
    expect(fake.log).toEqual([
      'join',
      'the consumer group was lost: crashed; joining again',
      'leave',
      'join',
      'the consumer group was lost: deleted; joining again',
      'leave',
      'join',
    ]);
  });

  it('joins no more once stopped, and leaves the leaving to who stopped it', async () => {
    const fake = new Fake();
    const supervisor = new Supervisor(fake);
    await supervisor.start();
    await supervisor.stop(100);
    fake.lose('crashed');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(fake.log).toEqual(['join']);
  });

  it('stopped while it waits to try again, is over at once, and its start resolves', async () => {
    const fake = new Fake();
    fake.failures = Infinity;
    const supervisor = new Supervisor(fake);
    const started = supervisor.start();
    await vi.advanceTimersByTimeAsync(10_000);
    await supervisor.stop(100);
    await started;
    const tries = fake.log.length;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(fake.log.length).toBe(tries);
  });

  it('stopped while it joins, waits no longer than told, and leaves once it has joined', async () => {
    const fake = new Fake();
    let joined: (membership: { lost: Promise<string> }) => void = () => undefined;
    fake.join = () => new Promise((resolve) => (joined = resolve));
    const supervisor = new Supervisor(fake);
    void supervisor.start();
    const stopped = supervisor.stop(100);
    await vi.advanceTimersByTimeAsync(100);
    await stopped;
    joined({ lost: new Promise(() => undefined) });
    await vi.advanceTimersByTimeAsync(1);
    expect(fake.log).toEqual(['leave']);
  });
});
