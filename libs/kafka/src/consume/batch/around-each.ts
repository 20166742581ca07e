import type { Middleware } from '../delivery.js';
import type { FetchedRecord } from '../fetched-record.js';
import { fetched } from '../nest/call-handlers.js';
import { asStep, compose } from '../steps/compose.js';
import type { HandleBatch } from './batch-runner.js';

/** A step may hold back a record until others are through; who came so far then goes without it. */
const WAIT_AT_MOST_MS = 100;

interface Entered {
  readonly record: FetchedRecord;
  resolve(): void;
  reject(error: unknown): void;
}

/** Has each record of a batch go through the steps on its own, and handles together those that come through. */
export function aroundEach(steps: readonly Middleware[], handle: HandleBatch): HandleBatch {
  if (steps.length === 0) return handle;
  return async (records, finished) => {
    const gathering = new Gathering(records, handle);
    const each = compose(steps.map(asStep), (delivery) => gathering.enter(fetched(delivery)));
    const results = await Promise.allSettled(
      records.map(async (record) => {
        await Promise.resolve(each(record)).finally(() => gathering.leave(record));
        finished(record);
      }),
    );
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
  };
}

/** The records of a batch, on their way through steps. */
class Gathering {
  private readonly coming: Set<FetchedRecord>;
  private entered: Entered[] = [];
  private running = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    records: readonly FetchedRecord[],
    private readonly handle: HandleBatch,
  ) {
    this.coming = new Set(records);
  }

  /** Resolves when the record is through. */
  enter(record: FetchedRecord): Promise<void> {
    this.coming.delete(record);
    return new Promise((resolve, reject) => {
      this.entered.push({ record, resolve, reject });
      this.arrange();
    });
  }

  /** It is through all steps, perhaps without having come this far. */
  leave(record: FetchedRecord): void {
    if (this.coming.delete(record)) this.arrange();
  }

  private arrange(): void {
    if (this.running || this.entered.length === 0) return;
    if (this.coming.size === 0) void this.run();
    else this.timer ??= setTimeout(() => void this.run(), WAIT_AT_MOST_MS);
  }

  private async run(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.running = true;
    const open = new Map(this.entered.map((each) => [each.record, each]));
    this.entered = [];
    const inOrder = [...open.keys()].toSorted((a, b) => a.ticket - b.ticket);
    try {
      await this.handle(inOrder, (record) => {
        open.get(record)?.resolve();
        open.delete(record);
      });
    } catch (error) {
      for (const { reject } of open.values()) reject(error);
    }
    this.running = false;
    this.arrange();
  }
}
