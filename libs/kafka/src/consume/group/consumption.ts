import type { Consumer, ConsumerGroupJoinEvent } from 'kafkajs';
import { atMost } from '../../client/at-most.js';
import { GivenUpError } from '../errors.js';
import { Assignment } from '../work/assignment.js';
import { TotalLoad, Load } from '../work/load.js';
import { PartitionWork, type Runner } from '../work/partition-work.js';
import { Arrivals } from './arrivals.js';
import { Intake } from './intake.js';
import { OffsetCommitter } from './offset-committer.js';

const COMMIT_AT_MOST_MS = 1_500;
const CHECK_EVERY_MS = 25;
/** Longer than a rebalance or a new coordinator takes. */
const COMMITS_FAIL_AT_MOST_MS = 15_000;
const GIVEN_AWAY = 'the partition was given to another member';
const FENCED: ReadonlySet<string> = new Set([
  'UNKNOWN_MEMBER_ID',
  'ILLEGAL_GENERATION',
  'FENCED_INSTANCE_ID',
]);

export interface ConsumptionOptions {
  /** Asked once for each topic. */
  runnerOf(topic: string): Runner;
  /** Takes what a commit failed with; the next one makes up for it. */
  commitFailed(error: unknown): void;
  /** Told of records that are in hand now. */
  received(topic: string, records: number): void;
}

/** What happens between kafkajs and the handlers: partitions come and go, are worked on, paused and committed. */
export class Consumption {
  readonly assignment: Assignment;
  readonly intake: Intake;
  /** Milliseconds since 1970. */
  lastProgressAt: number | undefined;
  /** When no record was last left to be handled, milliseconds since 1970. */
  private idleAt = Date.now();
  private readonly runners = new Map<string, Runner>();
  private readonly total = new TotalLoad();
  private readonly committer: OffsetCommitter;
  private readonly roomCheck: NodeJS.Timeout;
  private readonly arrivals = new Arrivals();
  private consumer: Consumer | undefined;
  private lost: (reason: string) => void = () => undefined;
  /** Partitions that kafkajs would begin at a position of ours, although others had them since. */
  private readonly staleSeeks = new Set<string>();
  private stopping = false;
  private hasJoined = false;
  private joins = 0;

  constructor(private readonly options: ConsumptionOptions) {
    this.assignment = new Assignment((topic, partition) => {
      const runner = this.runnerOf(topic);
      return new PartitionWork(topic, partition, runner, new Load(this.total, runner.atOnce));
    });
    this.intake = new Intake({
      assignment: this.assignment,
      arrivals: this.arrivals,
      pause: (work) => this.pause(work),
      received: (topic, records) => this.options.received(topic, records),
      seek: (work, offset) => this.seek(work, offset),
    });
    this.committer = new OffsetCommitter({
      owned: () => this.assignment.all.filter((work) => this.arrivals.mayCommit(work, this.stopping)),
      commit: () => this.intake.commit,
      joins: () => this.joins,
      failed: (error, isStale) => this.commitFailed(error, isStale),
    });
    this.roomCheck = setInterval(() => this.look(), CHECK_EVERY_MS).unref();
  }

  /** For how many milliseconds there have been records to be handled, and none was done with. */
  get standsForMs(): number {
    return Date.now() - Math.max(this.idleAt, this.lastProgressAt ?? 0);
  }

  progressed(records: number): void {
    this.lastProgressAt = Date.now();
    this.committer.progressed(records);
  }

  /** @param lost called when only a new consumer helps. */
  attach(consumer: Consumer, lost: (reason: string) => void): void {
    this.consumer = consumer;
    this.lost = lost;
    this.committer.startAnew();
    this.hasJoined = false;
    this.staleSeeks.clear();
    for (const work of this.assignment.all) work.hasSeek = () => false;
  }

  /** @returns whether the assignment can be worked on; if not, only a new consumer helps. */
  joined(join: ConsumerGroupJoinEvent['payload']): boolean {
    this.joins++;
    const { isSame, kept, lost, fresh } = this.assignment.take(join, new GivenUpError(GIVEN_AWAY));
    for (const work of lost) {
      if (work.hasSeek()) this.staleSeeks.add(nameOf(work));
      // kafkajs keeps the pause for the next time it gets the partition.
      if (work.paused) this.resume(work);
    }
    const mayStart = isSame ? fresh : [...fresh, ...kept];
    if (mayStart.some((work) => work.hasSeek() || this.staleSeeks.has(nameOf(work)))) return false;
    for (const work of kept) {
      if (isSame && !this.arrivals.awaitsCommit(work)) this.goOn(work);
      else this.takeUp(work);
    }
    if (this.hasJoined) for (const work of fresh) this.arrivals.expectPosition(work);
    this.hasJoined = true;
    if (this.stopping) for (const work of this.assignment.all) this.pause(work);
    return true;
  }

  /** The member keeps the partition. Else kafkajs begins at the committed offset, and all under way comes again. */
  private goOn(work: PartitionWork): void {
    if (work.newest) {
      this.arrivals.expectLog(work);
      this.seek(work, work.newest.offset);
    } else {
      work.release();
      if (work.nextOffset === undefined) this.arrivals.expectPosition(work);
    }
  }

  /** The member is another one, and has to see first whether somebody else had the partition in between. */
  private takeUp(work: PartitionWork): void {
    work.hold();
    this.arrivals.expectCommit(work, !this.hasJoined);
    if (work.paused) this.resume(work);
  }

  rebalancing(): void {
    void this.committer.commit();
  }

  /**
   * The membership is over. What runs goes on, and counts if nobody has had its partition until the next one;
   * nothing new is started before that is known.
   */
  detach(): void {
    this.consumer = undefined;
    this.lost = () => undefined;
    this.intake.reset();
    this.assignment.endMembership();
    for (const work of this.assignment.all) work.hold();
  }

  /** kafkajs went past records that are for nobody. @returns false when only a new consumer helps. */
  passed(topic: string, partition: number, end: number): boolean {
    const work = this.assignment.find(topic, partition);
    return !work || this.arrivals.passed(work, end);
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

  private look(): void {
    const { all } = this.assignment;
    if (all.every(({ load }) => load.ready === 0)) this.idleAt = Date.now();
    if (!this.stopping) this.resumeWhereRoom();
  }

  private resumeWhereRoom(): void {
    for (const work of this.assignment.all) {
      // What has yet to be seen of a partition comes with a fetch: until then nothing of it is committed, and what
      // is held does not end.
      if (work.paused && (work.load.hasRoom || !this.arrivals.mayCommit(work, false))) this.resume(work);
    }
  }

  private resume(work: PartitionWork): void {
    work.paused = false;
    this.tell((consumer) => consumer.resume([{ topic: work.topic, partitions: [work.partition] }]));
  }

  private seek({ topic, partition }: PartitionWork, offset: number): void {
    this.tell((consumer) => consumer.seek({ topic, partition, offset: String(offset) }));
  }

  /** The brokers know this member no more: others may have its partitions before it hears so by a heartbeat. */
  private commitFailed(error: unknown, isStale: boolean): void {
    if (!isStale && error instanceof Error && 'type' in error && FENCED.has(String(error.type))) {
      for (const work of this.assignment.all) work.hold();
    }
    this.options.commitFailed(error);
    // kafkajs may go on asking a broker that was the group's coordinator once, and be refused for ever.
    if (this.committer.failingForMs > COMMITS_FAIL_AT_MOST_MS) this.lost('no commit gets through');
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
