import type { KafkaMessage } from 'kafkajs';
import { FetchedRecord } from '../fetched-record.js';
import { laneOf, type Order } from './lanes.js';
import type { Load } from './load.js';
import { Watermark } from './watermark.js';

/** Handles the records of a topic, in whatever order its handler asked for. */
export interface Runner {
  readonly order: Order;
  accept(work: PartitionWork, records: readonly FetchedRecord[]): void;
  /** Lets go of all records of a partition, running ones too. */
  abandon(work: PartitionWork, reason: Error): void;
  /** Starts no more; what runs may finish. */
  stop(): void;
}

/** What a partition assigned to this process has fetched, has under way and may commit. */
export class PartitionWork {
  readonly running = new Set<FetchedRecord>();
  /** Its records belong to another member now; what still runs no longer counts. */
  abandoned = false;
  paused = false;
  /** End of the log as the last fetch saw it. */
  highWatermark: number | undefined;
  committed: number | undefined;
  /** Whether kafkajs has a seek for the partition that no fetch has followed yet. */
  hasSeek: () => boolean = () => false;
  private readonly watermark = new Watermark();
  /** Offset that the next fetch begins with. */
  private next: number | undefined;

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

  /** Whether a batch that begins here goes back to what was fetched before: somebody sought another position. */
  isBehind(offset: number): boolean {
    return this.next !== undefined && offset < this.next;
  }

  add(messages: readonly KafkaMessage[], end: number): void {
    const { topic, partition, runner, watermark } = this;
    const records = messages.map((message) => {
      const ticket = watermark.add(Number(message.offset));
      return new FetchedRecord(topic, partition, message, ticket, laneOf(runner.order, message.key));
    });
    watermark.reached(end);
    // Where the group begins is committed already, or not worth it.
    if (this.next === undefined) this.committed = watermark.position;
    this.next = end;
    this.load.add(records, watermark.span);
    runner.accept(this, records);
  }

  finished(record: FetchedRecord): void {
    this.running.delete(record);
    this.watermark.done(record.ticket);
    this.load.remove(record, this.watermark.span);
  }

  abandon(reason: Error): void {
    if (this.abandoned) return;
    this.abandoned = true;
    this.load.clear();
    this.runner.abandon(this, reason);
    this.running.clear();
  }
}
