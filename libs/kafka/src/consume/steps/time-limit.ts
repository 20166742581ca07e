import type { Step } from '../delivery.js';
import { HandlerTimeoutError } from '../errors.js';
import type { FetchedRecord } from '../fetched-record.js';

const CHECK_EVERY_MS = 250;

/**
 * One clock for all time limits, a quarter of a second coarse: a timer for each record would cost as much as to
 * handle it.
 */
export class Deadlines {
  private now = performance.now();
  private readonly timer: NodeJS.Timeout;

  /** @param running the records that handlers have just now. */
  constructor(private readonly running: () => Iterable<FetchedRecord>) {
    this.timer = setInterval(() => this.check(), CHECK_EVERY_MS).unref();
  }

  close(): void {
    clearInterval(this.timer);
  }

  /** Never sooner than asked for, since the clock may be behind. */
  in(ms: number): number {
    return this.now + ms + CHECK_EVERY_MS;
  }

  private check(): void {
    this.now = performance.now();
    for (const record of this.running()) {
      if (record.due !== undefined && this.now >= record.due) record.expire();
    }
  }
}

/**
 * Gives each call of the handler its time, in milliseconds and up to half a second more. After that it counts as
 * failed, whatever it still does, and its signal is aborted. To be next to the handler, on records as fetched. A
 * handler that leaves nothing to wait for has ended before anybody could look at a clock.
 */
export const timeLimit =
  (limitMs: number, deadlines: Deadlines): Step =>
  (next) =>
  (delivery) => {
    const result = next(delivery);
    return result && inTime(result, delivery as FetchedRecord, limitMs, deadlines);
  };

const inTime = (
  result: Promise<void>,
  record: FetchedRecord,
  limitMs: number,
  deadlines: Deadlines,
): Promise<void> =>
  new Promise((resolve, reject) => {
    // A call that is let go of ends here too, though it never ends itself: the steps around it must know.
    record.limit(deadlines.in(limitMs), (reason) => {
      const error = reason ?? new HandlerTimeoutError(limitMs);
      if (!reason) record.abort(error);
      reject(error);
    });
    result.then(
      () => resolve(record.unlimit()),
      (error: unknown) => {
        record.unlimit();
        // oxlint-disable-next-line typescript/prefer-promise-reject-errors
        reject(error);
      },
    );
  });
