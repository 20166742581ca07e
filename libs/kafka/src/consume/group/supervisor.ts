import { atMost } from '../../client/at-most.js';
import { keepTrying } from '../../client/keep-trying.js';
import { outageLine } from '../../client/outage-line.js';

export interface Membership {
  /** Becomes a member of the group; rejects when that did not work. Resolves with the end of the membership. */
  join(): Promise<{ readonly lost: Promise<string> }>;
  /** Clears away what is left of a membership. */
  leave(): Promise<void>;
  /** Takes one line for people. */
  report(line: string): void;
}

/**
 * Keeps a consumer in its group: whatever ends the membership, it is joined anew, for as long as it takes.
 */
export class Supervisor {
  private readonly stopping = new AbortController();
  private ended: Promise<void> = Promise.resolve();

  constructor(private readonly membership: Membership) {}

  /** Resolves when the group was joined for the first time, or when stopped before. */
  start(): Promise<void> {
    return new Promise((resolve) => {
      this.ended = this.run(resolve).finally(resolve);
    });
  }

  /** Joins no more. Resolves when an attempt under way has ended, or after `ms`. */
  async stop(ms: number): Promise<void> {
    this.stopping.abort(new Error('the subscriber is stopping'));
    await atMost(ms, this.ended);
  }

  private async run(joined: () => void): Promise<void> {
    const { membership } = this;
    const { signal } = this.stopping;
    const stopped = new Promise<undefined>((resolve) => {
      signal.addEventListener('abort', () => resolve(undefined), { once: true });
    });
    const attempt = async () => {
      try {
        return await membership.join();
      } catch (error) {
        await membership.leave();
        throw error;
      }
    };
    const report = (line: string, error: unknown): void => membership.report(outageLine(line, error));
    while (!signal.aborted) {
      const membershipOf = await keepTrying(attempt, { signal, report }).catch(() => undefined);
      if (!membershipOf) return;
      // Told to stop while it joined: nobody else would leave.
      if (signal.aborted) return membership.leave();
      joined();
      const reason = await Promise.race([membershipOf.lost, stopped]);
      if (reason === undefined) return;
      membership.report(`the consumer group was lost: ${reason}; joining again`);
      await membership.leave();
    }
  }
}
