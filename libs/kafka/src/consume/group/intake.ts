import type { EachBatchPayload } from 'kafkajs';
import { GivenUpError } from '../errors.js';
import type { Assignment } from '../work/assignment.js';
import type { PartitionWork } from '../work/partition-work.js';
import type { CommitOffsets } from './offset-committer.js';

/** Takes what kafkajs fetched, and has it go on fetching at once; only a partition that has enough is paused. */
export class Intake {
  /** As kafkajs gave it with the latest batch. Unlike `consumer.commitOffsets`, it does not repeat by itself. */
  commit: CommitOffsets | undefined;
  heartbeat: () => Promise<void> = () => Promise.resolve();
  private stopped = false;

  constructor(
    private readonly assignment: Assignment,
    private readonly pause: (work: PartitionWork) => void,
  ) {}

  readonly eachBatch = async ({
    batch,
    resolveOffset,
    commitOffsetsIfNecessary,
    heartbeat,
    isStale,
  }: EachBatchPayload): Promise<void> => {
    const assigned = this.assignment.find(batch.topic, batch.partition);
    const [first] = batch.messages;
    // With a seek under way this batch is of before it, and its records come again.
    if (!assigned || !first || this.stopped || isStale()) return;
    const work = assigned.isBehind(Number(first.offset))
      ? this.assignment.restart(assigned, new GivenUpError('the partition was set back to an earlier offset'))
      : assigned;
    const last = batch.lastOffset();
    this.commit = commitOffsetsIfNecessary;
    this.heartbeat = heartbeat;
    work.hasSeek = isStale;
    work.highWatermark = Number(batch.highWatermark);
    work.add(batch.messages, Number(last) + 1);
    // Only where the next fetch begins; what is committed follows what is done.
    resolveOffset(last);
    if (!(await work.load.roomSoon()) && !work.abandoned) this.pause(work);
  };

  /** Takes nothing more, so that it is fetched by whoever has the partition next. */
  stop(): void {
    this.stopped = true;
  }

  reset(): void {
    this.commit = undefined;
  }
}
