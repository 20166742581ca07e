import type { RecordContent } from '../../client/fetch/record-content.js';
import { FetchedRecord, type Home } from '../fetched-record.js';
import { laneOf, type Order } from './lanes.js';
import type { Load } from './load.js';
import { RunningRecords } from './running-records.js';
import { Watermark } from './watermark.js';

/** Handles the records of a topic, in whatever order its handler asked for. */
export interface Runner {
  readonly order: Order;
  /** Records of a partition that it has handled at a time, at most. */
  readonly atOnce: number;
  accept(work: PartitionWork, records: readonly FetchedRecord[]): void;
  /** Lets go of all records of a partition, running ones too. */
  abandon(work: PartitionWork, reason: Error): void;
  /** Starts no more; what runs may finish. */
  stop(): void;
}

/** A record by which a log is known again: another topic of the same name has another one there. */
export interface Landmark {
  readonly offset: number;
  readonly timestamp: number;
}

/** What a partition assigned to this process has fetched, has under way and may commit. */
export class PartitionWork implements Home {
  readonly running = new RunningRecords();
  /** Its records belong to another member now; what still runs no longer counts. */
  abandoned = false;
  paused = false;
  /** End of the log as the last fetch saw it. */
  highWatermark: number | undefined;
  committed: number | undefined;
  /** When all that was done was committed, milliseconds since 1970. */
  upToDateAt = Date.now();
  /** Offsets whose commit failed, and may have arrived all the same. */
  readonly doubtful = new Set<number>();
  /** The latest record that came. */
  newest: Landmark | undefined;
  /** Whether kafkajs has a seek for the partition that no fetch has followed yet. */
  hasSeek: () => boolean = () => false;
  private readonly watermark = new Watermark();
  /** Offset that the next fetch begins with. */
  private next: number | undefined;
  /** What goes on once the hold ends; undefined when there is none. */
  private held: (() => void)[] | undefined;

  constructor(
    readonly topic: string,
    readonly partition: number,
    private readonly runner: Runner,
    readonly load: Load,
  ) {}

  get nextOffset(): number | undefined {
    return this.next;
  }

  /** What to commit; undefined when that is committed already. */
  get committable(): number | undefined {
    const { position } = this.watermark;
    return position === this.committed ? undefined : position;
  }

  get position(): number | undefined {
    return this.watermark.position;
  }

  get isHeld(): boolean {
    return this.held !== undefined;
  }

  /** Starts no more for now; what runs goes on. */
  hold(): void {
    this.held ??= [];
  }

  release(): void {
    const { held = [] } = this;
    this.held = undefined;
    for (const goOn of held) goOn();
  }

  afterHold(goOn: () => void): void {
    this.held?.push(goOn);
  }

  add(contents: readonly RecordContent[], end: number): void {
    const { runner, watermark } = this;
    const records = contents.map(
      (content) =>
        new FetchedRecord(this, content, watermark.add(content.offset), laneOf(runner.order, content)),
    );
    const newest = contents.at(-1);
    if (newest) this.newest = { offset: newest.offset, timestamp: newest.timestamp };
    watermark.reached(end);
    // Where the group begins is committed already, or not worth it.
    if (this.next === undefined) this.committed = watermark.position;
    this.next = end;
    this.load.add(records, watermark.span);
    runner.accept(this, records);
  }

  /** Everything below `end` was fetched, and nothing of it is for handlers: aborted transactions, their markers. */
  pass(end: number): void {
    this.watermark.reached(end);
    this.next = end;
  }

  isCommitted(offset: number): boolean {
    return offset === this.committed || this.doubtful.has(offset);
  }

  finished(record: FetchedRecord): void {
    this.running.delete(record);
    this.watermark.done(record.ticket);
    this.load.remove(record, this.watermark.span);
  }

  abandon(reason: Error): void {
    if (this.abandoned) return;
    this.abandoned = true;
    this.held = undefined;
    this.load.clear();
    this.runner.abandon(this, reason);
    this.running.clear();
  }
}
