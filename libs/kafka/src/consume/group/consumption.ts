import type { Consumer, ConsumerGroupJoinEvent } from 'kafkajs';
import { GivenUpError } from '../errors.js';
import { Assignment } from '../work/assignment.js';
import { TotalLoad, Load } from '../work/load.js';
import { PartitionWork, type Runner } from '../work/partition-work.js';
import { Intake } from './intake.js';
import { OffsetCommitter } from './offset-committer.js';
import { atMost } from './supervisor.js';

const COMMIT_AT_MOST_MS = 1_500;
const CHECK_EVERY_MS = 25;

export interface ConsumptionOptions {
  /** Asked once for each topic. */
  runnerOf(topic: string): Runner;
  /** Takes what a commit failed with; the next one makes up for it. */
  commitFailed(error: unknown): void;
}

/** What happens between kafkajs and the handlers: partitions come and go, are worked on, paused and committed. */
export class Consumption {
  readonly assignment: Assignment;
  readonly intake: Intake;
  /** Milliseconds since 1970. */
  lastProgressAt: number | undefined;
  private readonly runners = new Map<string, Runner>();
  private readonly total = new TotalLoad();
  private readonly committer: OffsetCommitter;
  private readonly roomCheck: NodeJS.Timeout;
  private consumer: Consumer | undefined;
  /** Partitions that kafkajs would begin at a position of ours, although others had them since. */
  private readonly staleSeeks = new Set<string>();
  private stopping = false;

  constructor(private readonly options: ConsumptionOptions) {
    this.assignment = new Assignment(
      (topic, partition) => new PartitionWork(topic, partition, this.runnerOf(topic), new Load(this.total)),
    );
    this.intake = new Intake(this.assignment, (work) => this.pause(work));
    this.committer = new OffsetCommitter({
      owned: () => this.assignment.all,
      commit: () => this.intake.commit,
      failed: options.commitFailed,
    });
    this.roomCheck = setInterval(() => this.resumeWhereRoom(), CHECK_EVERY_MS).unref();
  }

  progressed(records: number): void {
    this.lastProgressAt = Date.now();
    this.committer.progressed(records);
  }

  attach(consumer: Consumer): void {
    this.consumer = consumer;
    this.staleSeeks.clear();
  }

  /** @returns whether the assignment can be worked on; if not, only a new consumer helps. */
  joined(join: ConsumerGroupJoinEvent['payload']): boolean {
    const { kept, lost } = this.assignment.take(
      join,
      new GivenUpError('the partition was given to another member'),
    );
    for (const work of lost) if (work.hasSeek()) this.staleSeeks.add(nameOf(work));
    if (this.assignment.all.some((work) => !kept.includes(work) && this.staleSeeks.has(nameOf(work))))
      return false;
    for (const { topic, partition, paused } of lost) {
      // kafkajs keeps the pause for the next time it gets the partition.
      if (paused) this.consumer?.resume([{ topic, partitions: [partition] }]);
    }
    for (const { topic, partition, nextOffset } of kept) {
      // Else kafkajs begins at the committed offset, and all that is under way comes again.
      if (nextOffset !== undefined) this.consumer?.seek({ topic, partition, offset: String(nextOffset) });
    }
    return true;
  }

  rebalancing(): void {
    void this.committer.commit();
  }

  /** The membership is over. What runs may end, but counts no longer. */
  detach(): void {
    this.consumer = undefined;
    this.intake.reset();
    this.assignment.clear(new GivenUpError('the consumer group was lost'));
  }

  /** Lets what runs finish, at most for `ms`, starts nothing more, and commits. Heartbeats go on meanwhile. */
  async drain(ms: number): Promise<void> {
    this.stopping = true;
    clearInterval(this.roomCheck);
    this.intake.stop();
    for (const runner of this.runners.values()) runner.stop();
    for (const work of this.assignment.all) this.pause(work);
    await this.idle(ms);
    await atMost(COMMIT_AT_MOST_MS, this.committer.flush());
    this.committer.close();
    this.assignment.clear(new GivenUpError('the process stops'));
  }

  private async idle(ms: number): Promise<void> {
    const until = performance.now() + ms;
    while (performance.now() < until && this.assignment.all.some(({ running }) => running.size > 0)) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  private runnerOf(topic: string): Runner {
    const known = this.runners.get(topic);
    if (known) return known;
    const runner = this.options.runnerOf(topic);
    this.runners.set(topic, runner);
    return runner;
  }

  private pause(work: PartitionWork): void {
    if (work.paused) return;
    work.paused = true;
    this.tell((consumer) => consumer.pause([{ topic: work.topic, partitions: [work.partition] }]));
  }

  private resumeWhereRoom(): void {
    for (const work of this.assignment.all) {
      if (!work.paused || !work.load.hasRoom || this.stopping) continue;
      work.paused = false;
      this.tell((consumer) => consumer.resume([{ topic: work.topic, partitions: [work.partition] }]));
    }
  }

  /** A consumer that has crashed refuses; it gets a successor, to whom pauses mean nothing. */
  private tell(order: (consumer: Consumer) => void): void {
    try {
      if (this.consumer) order(this.consumer);
    } catch {
      return;
    }
  }
}

const nameOf = ({ topic, partition }: PartitionWork): string => `${partition}/${topic}`;
