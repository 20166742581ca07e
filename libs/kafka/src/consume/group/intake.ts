import type { Batch, EachBatchPayload } from 'kafkajs';
import { contentsOf } from '../../client/fetch/contents.js';
import { GivenUpError } from '../errors.js';
import type { Assignment } from '../work/assignment.js';
import type { PartitionWork } from '../work/partition-work.js';
import type { Arrivals } from './arrivals.js';
import type { CommitOffsets } from './offset-committer.js';

/** kafkajs 2.2.4 has it, and does not publish it. */
interface FetchedBatch extends Batch {
  readonly fetchedOffset: string;
}

export interface IntakeOptions {
  readonly assignment: Assignment;
  readonly arrivals: Arrivals;
  pause(work: PartitionWork): void;
  /** Told of records that are in hand now. */
  received(topic: string, records: number): void;
  /** Has the next fetch of the partition begin there. */
  seek(work: PartitionWork, offset: number): void;
}

/** Takes what kafkajs fetched, and has it go on fetching at once; only a partition that has enough is paused. */
export class Intake {
  /** As kafkajs gave it with the latest batch. Unlike `consumer.commitOffsets`, it does not repeat by itself. */
  commit: CommitOffsets | undefined;
  heartbeat: () => Promise<void> = () => Promise.resolve();
  private stopped = false;

  constructor(private readonly options: IntakeOptions) {}

  readonly eachBatch = async (payload: EachBatchPayload): Promise<void> => {
    const { batch, resolveOffset, commitOffsetsIfNecessary, heartbeat, isStale } = payload;
    const assigned = this.options.assignment.find(batch.topic, batch.partition);
    // With a seek under way this batch is of before it, and its records come again.
    if (!assigned || this.stopped || isStale()) return;
    this.commit = commitOffsetsIfNecessary;
    this.heartbeat = heartbeat;
    const work = this.take(assigned, batch, isStale);
    if (!work) return;
    // Only where the next fetch begins; what is committed follows what is done.
    resolveOffset(batch.lastOffset());
    if (!(await work.load.roomSoon()) && !work.abandoned) this.options.pause(work);
  };

  /** Takes nothing more, so that it is fetched by whoever has the partition next. */
  stop(): void {
    this.stopped = true;
  }

  reset(): void {
    this.commit = undefined;
  }

  /** @returns what took the batch; undefined when its records are to be fetched again. */
  private take(work: PartitionWork, batch: Batch, hasSeek: () => boolean): PartitionWork | undefined {
    const { assignment, arrivals, seek } = this.options;
    const { fetchedOffset, messages } = batch as FetchedBatch;
    const verdict = arrivals.judge(work, { from: Number(fetchedOffset), records: contentsOf(messages) });
    if (verdict.act === 'again') return undefined;
    const taker = verdict.anew ? assignment.restart(work, new GivenUpError(MOVED)) : work;
    taker.hasSeek = hasSeek;
    // The group stands there, though the first record may lie above: compaction, transactions.
    if (taker.nextOffset === undefined) taker.doubtful.add(Number(fetchedOffset));
    if (verdict.act === 'seek') {
      seek(taker, verdict.offset);
      return undefined;
    }
    const end = Number(batch.lastOffset()) + 1;
    taker.highWatermark = Number(batch.highWatermark);
    if (verdict.records.length > 0) {
      taker.add(verdict.records, end);
      this.options.received(taker.topic, verdict.records.length);
    }
    // Compaction leaves batches without records.
    else taker.pass(end);
    taker.release();
    return taker;
  }
}

const MOVED = 'the partition was set to another position, or made again';
