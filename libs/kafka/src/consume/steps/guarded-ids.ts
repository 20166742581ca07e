import { messageOf } from '../../client/message-of.js';
import { within } from '../../client/within.js';
import type { IdStore } from './recent-ids.js';

const ANSWER_AT_MOST_MS = 1_000;
const LEFT_ALONE_MS = 5_000;

/**
 * A store that may fail or never answer. Then its event counts as not seen: to handle one twice is what every
 * handler has to be ready for, to lose one is not. A store that failed is asked nothing for 5 s, so that records
 * do not wait one second each for it.
 */
export class GuardedIds implements IdStore {
  private awayUntil = 0;

  /** @param report takes one line each time the store is given up for a while. */
  constructor(
    private readonly store: IdStore,
    private readonly report: (line: string) => void,
  ) {}

  seen(id: string): boolean | Promise<boolean> {
    return this.ask(() => this.store.seen(id), false);
  }

  done(id: string): void | Promise<void> {
    return this.ask(() => this.store.done(id), undefined);
  }

  private ask<T>(question: () => T | Promise<T>, otherwise: T): T | Promise<T> {
    if (performance.now() < this.awayUntil) return otherwise;
    try {
      const answer = question();
      // Any thenable: some clients have promises of their own.
      return typeof answer === 'object' ? this.inTime(Promise.resolve(answer), otherwise) : answer;
    } catch (error) {
      return this.failed(error, otherwise);
    }
  }

  private inTime<T>(answer: Promise<T>, otherwise: T): Promise<T> {
    return within(ANSWER_AT_MOST_MS, answer).catch((error: unknown) => this.failed(error, otherwise));
  }

  private failed<T>(error: unknown, otherwise: T): T {
    if (performance.now() >= this.awayUntil) {
      this.awayUntil = performance.now() + LEFT_ALONE_MS;
      this.report(`the store of event ids fails, repetitions are handled meanwhile: ${messageOf(error)}`);
    }
    return otherwise;
  }
}
