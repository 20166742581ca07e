import { BrokersUnavailableError, OutcomeUnknownError } from '../errors.js';
import { BATCH_OVERHEAD, type BatchOwner } from '../wire/batch/record-batch.js';
import { Batch } from './batch.js';
import { advance, type Identity } from './identity.js';
import type { Pending } from './pending.js';

export const NO_LEADER = -1;

/** Half the brokers' default `message.max.bytes`: larger batches gain nothing, and take longer to be written. */
const BATCH_BYTES = 512 * 1024;
const RETRY_MS = 100;

/**
 * The records that wait for one partition, and their numbering. One batch is out at a time, so that no retry changes
 * their order; until its outcome is known, or was told to be unknown, nothing follows it.
 */
export class Partition {
  /** The broker that takes its records. */
  leader = NO_LEADER;
  /** Performance time before which nothing is to be sent. */
  notBefore = 0;
  private trouble: string | undefined;
  private waiting: Pending[] = [];
  private batch: Batch | undefined;
  private owner: BatchOwner | undefined;
  private mostBytes = BATCH_BYTES;
  private mostRecords = Infinity;

  constructor(
    readonly topic: string,
    readonly id: number,
    private readonly identity: Identity,
  ) {}

  /** Whether anything is to be sent, or out. */
  get hasWork(): boolean {
    return this.batch !== undefined || this.waiting.length > 0;
  }

  get canSend(): boolean {
    return this.notBefore <= performance.now() && (this.batch ? !this.batch.out : this.waiting.length > 0);
  }

  /** Whether its leader may be another by now. */
  get troubled(): boolean {
    return this.trouble !== undefined;
  }

  /** Whether the batch is the one whose outcome is awaited, and was not given up meanwhile. */
  awaits(batch: Batch): boolean {
    return this.batch === batch;
  }

  add(record: Pending): void {
    this.waiting.push(record);
  }

  /** What is to be sent: the batch in doubt as it was, or the next. */
  take(): Batch | undefined {
    if (this.batch?.out) return undefined;
    this.batch ??= this.next();
    if (this.batch) this.batch.out = true;
    return this.batch;
  }

  written(batch: Batch, baseOffset: number): void {
    this.batch = undefined;
    this.owner = advance(batch.owner, batch.records.length);
    this.trouble = undefined;
    this.mostRecords = Infinity;
    batch.records[0]?.stats.batches.observe(batch.records.length);
    const now = performance.now();
    batch.records.forEach((record, index) => record.written(this.id, baseOffset + index, now));
  }

  /** It may be in the log: nothing but this batch is sent until that is known. */
  again(batch: Batch, trouble: string): void {
    batch.inDoubt = true;
    batch.out = false;
    batch.handedOver = false;
    this.pause(trouble);
    this.giveUpIfSettled();
  }

  /** It is not in the log: its records are the next again. */
  takeBack(batch: Batch): void {
    this.batch = undefined;
    this.waiting = [...batch.records.filter(({ settled }) => !settled), ...this.waiting];
  }

  /** Sends nothing for a moment. */
  pause(trouble: string): void {
    this.trouble = trouble;
    this.notBefore = performance.now() + RETRY_MS;
  }

  /** Further batches are smaller: in bytes for good, in records until one is written. */
  limit(most: { readonly bytes?: number; readonly records: number }): void {
    this.mostRecords = most.records;
    if (most.bytes !== undefined) this.mostBytes = Math.min(this.mostBytes, most.bytes);
  }

  /** Starts to count anew, in an epoch that keeps out what is still on its way under the last. */
  renumber(): void {
    if (this.owner) this.owner = this.identity.bump(this.owner);
  }

  /** It may be in the log, and nobody waits to hear of it any more. */
  giveUp(batch: Batch, reason: string): void {
    this.batch = undefined;
    this.renumber();
    for (const record of batch.records) record.failed(new OutcomeUnknownError(new Error(reason)));
  }

  /** The cluster is another than it was: it knows nothing of what was counted so far. */
  restart(): void {
    if (this.batch) this.giveUp(this.batch, 'the brokers are of another cluster now');
    this.owner = undefined;
  }

  /** Tells the waiters of what is late; returns the earliest deadline that is left. */
  expire(now: number): number {
    const isLate = ({ deadline }: Pending): boolean => deadline <= now;
    if (this.waiting.some(isLate)) {
      const late = this.waiting.filter(isLate);
      this.waiting = this.waiting.filter((record) => !isLate(record));
      for (const record of late) record.failed(notSent(this.trouble));
    }
    const out = this.batch?.records ?? [];
    for (const record of out) if (isLate(record)) record.failed(notConfirmed(this.trouble));
    this.giveUpIfSettled();
    const left = [...this.waiting, ...out.filter(({ settled }) => !settled)];
    return left.reduce((earliest, { deadline }) => Math.min(earliest, deadline), Infinity);
  }

  /** Ends what waits. */
  fail(error: Error): void {
    for (const record of this.waiting.splice(0)) record.failed(error);
  }

  /** Ends all that is left: what is out may be in the log. */
  end(reason: string): void {
    this.fail(notSent(reason));
    if (this.batch) this.giveUp(this.batch, reason);
  }

  private giveUpIfSettled(): void {
    const { batch } = this;
    // One that is under way is given up by whoever waits for its answer.
    if (batch && !batch.out && batch.settled) this.giveUp(batch, 'too late');
  }

  private next(): Batch | undefined {
    this.owner ??= this.identity.start();
    if (!this.owner || this.waiting.length === 0) return undefined;
    return new Batch(this.topic, this.id, this.waiting.splice(0, this.fitting()), this.owner);
  }

  /** How many of those that wait fit the next batch: one at least. */
  private fitting(): number {
    let bytes = BATCH_OVERHEAD;
    let count = 0;
    for (const record of this.waiting) {
      bytes += record.bytes;
      if (count > 0 && (bytes > this.mostBytes || count >= this.mostRecords)) break;
      count++;
    }
    return count;
  }
}

export const notSent = (trouble = 'the brokers took too long'): BrokersUnavailableError =>
  new BrokersUnavailableError(`nothing was published within the time given: ${trouble}`);

const notConfirmed = (trouble = 'no answer in time'): OutcomeUnknownError =>
  new OutcomeUnknownError(new Error(trouble));
