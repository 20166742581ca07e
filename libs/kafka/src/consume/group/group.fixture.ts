import type { Consumer, ConsumerGroupJoinEvent, EachBatchPayload, KafkaMessage } from 'kafkajs';
import type { Delivery } from '../delivery.js';
import { LaneRunner } from '../work/lane-runner.js';
import { Turns } from '../work/turns.js';
import { Consumption } from './consumption.js';

const TOPIC = 'orders';
const FETCH_RECORDS = 4;

/** A record of a partition's log, which knows whether anybody has handled it. */
export interface Logged {
  readonly message: KafkaMessage;
  readonly isHandled: boolean;
}

interface Fetch {
  readonly partition: number;
  readonly from: number;
  readonly messages: KafkaMessage[];
}

/** What becomes of a commit: `lost` has it arrive without an answer, `fenced` is for a generation that is over. */
export type CommitOutcome = 'ok' | 'lost' | 'refused' | 'fenced';

export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * A consumer group as kafkajs 2.2.4 shows it to one of its members, with all that it allows itself: a rejoin while
 * fetches are under way, whose records then come as if nothing were; seeks and pauses that outlive an assignment; a
 * commit of whatever it is told.
 */
export class Group {
  readonly consumption: Consumption;
  readonly running = new Map<string, { readonly delivery: Delivery; readonly end: () => void }>();
  readonly wrongs: string[] = [];
  handlings = 0;
  /** Deliveries let go of while a handler had them. */
  aborted = 0;
  outcome: CommitOutcome = 'ok';
  /** What the answer to a commit waits for. */
  answer: Promise<unknown> | undefined;
  private readonly logs = new Map<number, { message: KafkaMessage; isHandled: boolean }[]>();
  private readonly committed = new Map<number, number>();
  private generationOfLog = 0;
  private member = 0;
  private assigned: number[] = [];
  private fetches: Fetch[] = [];
  private positions = new Map<number, number>();
  private seeks = new Map<number, number>();
  private paused = new Set<number>();
  private life = 0;

  constructor(readonly partitions: readonly number[]) {
    for (const partition of partitions) this.logs.set(partition, []);
    const runner = new LaneRunner((delivery) => this.handle(delivery), {
      order: 'key',
      concurrency: 5,
      turns: new Turns(),
      progressed: () => undefined,
      failed: () => undefined,
    });
    this.consumption = new Consumption({
      runnerOf: () => runner,
      commitFailed: () => undefined,
      received: () => undefined,
    });
    this.newConsumer(partitions);
  }

  log(partition: number): readonly Logged[] {
    return this.logs.get(partition) ?? [];
  }

  committedOf(partition: number): number {
    return this.committed.get(partition) ?? 0;
  }

  get isAllPaused(): boolean {
    return this.assigned.every((partition) => this.paused.has(partition));
  }

  isPaused(partition: number): boolean {
    return this.paused.has(partition);
  }

  get fetchesUnderWay(): number {
    return this.fetches.length;
  }

  produce(partition: number, count: number): void {
    const log = this.logs.get(partition) ?? [];
    for (let n = 0; n < count; n++) {
      const offset = String(log.length);
      const key = Buffer.from(`key-${log.length % 3}`);
      const timestamp = `${this.generationOfLog}${offset.padStart(6, '0')}`;
      log.push({
        isHandled: false,
        message: { key, value: Buffer.from('x'), headers: {}, attributes: 0, offset, timestamp },
      });
    }
  }

  /** A fetch sets out; what it brings is settled, and may come much later. */
  fetch(partition: number): void {
    if (!this.assigned.includes(partition) || this.paused.has(partition)) return;
    // Its leader has one under way, and the leader before it one that has been overtaken.
    if (this.fetches.filter((fetch) => fetch.partition === partition).length > 1) return;
    const sought = this.seeks.get(partition);
    if (sought !== undefined) this.positions.set(partition, sought);
    this.seeks.delete(partition);
    const from = this.positions.get(partition) ?? this.committedOf(partition);
    const log = this.log(partition);
    if (from > log.length) {
      this.positions.delete(partition);
      this.committed.delete(partition);
      return;
    }
    const messages = log.slice(from, from + FETCH_RECORDS).map(({ message }) => message);
    this.fetches.push({ partition, from, messages });
  }

  /** As a handler may by its context's consumer. */
  seek(partition: number, offset: number): void {
    this.seeks.set(partition, offset);
  }

  async arrive(index: number): Promise<void> {
    const [fetch] = this.fetches.splice(index % Math.max(1, this.fetches.length), 1);
    if (!fetch || fetch.messages.length === 0) return;
    const { partition, from, messages } = fetch;
    const { life } = this;
    const last = messages.at(-1)?.offset ?? '';
    await this.consumption.intake.eachBatch({
      batch: {
        topic: TOPIC,
        partition,
        fetchedOffset: String(from),
        messages,
        highWatermark: String(this.log(partition).length),
        lastOffset: () => last,
      },
      resolveOffset: (offset: string) => this.positions.set(partition, Number(offset) + 1),
      heartbeat: () => Promise.resolve(),
      isStale: () => this.seeks.has(partition),
      commitOffsetsIfNecessary: (offsets: Parameters<EachBatchPayload['commitOffsetsIfNecessary']>[0]) =>
        this.commit(life, offsets),
    } as unknown as EachBatchPayload);
  }

  /** Commits what is done. */
  async tick(outcome: CommitOutcome): Promise<void> {
    this.outcome = outcome;
    this.consumption.rebalancing();
    await turn();
    this.outcome = 'ok';
  }

  end(index: number): void {
    const [id, open] = [...this.running][index % Math.max(1, this.running.size)] ?? [];
    if (id !== undefined) open?.end();
  }

  /** A rejoin in the midst of whatever goes on. Under another id others had all partitions in between. */
  join(isSame: boolean, partitions: readonly number[], othersHandle: number): void {
    if (!isSame) this.member++;
    const away = isSame ? this.partitions.filter((one) => !this.assigned.includes(one)) : this.partitions;
    for (const partition of away) this.others(partition, othersHandle);
    this.assigned = [...partitions];
    this.positions = new Map();
    const payload = { memberId: `member-${this.member}`, memberAssignment: { [TOPIC]: [...partitions] } };
    const isFine = this.consumption.joined(payload as unknown as ConsumerGroupJoinEvent['payload']);
    if (!isFine) this.newConsumer(partitions);
  }

  /** What the supervisor does after a crash. */
  newConsumer(partitions: readonly number[], othersHandle = 0): void {
    this.life++;
    this.consumption.detach();
    this.fetches = [];
    this.seeks = new Map();
    this.paused = new Set();
    this.consumption.attach(this.consumer(), () => undefined);
    this.join(false, partitions, othersHandle);
  }

  /** The topic is deleted and made again at once, with its offsets; the member only notices that it has to rejoin. */
  replace(count: number): void {
    this.generationOfLog++;
    this.committed.clear();
    this.fetches = [];
    for (const partition of this.partitions) {
      this.logs.set(partition, []);
      this.produce(partition, count);
    }
    this.join(true, this.assigned, 0);
  }

  private others(partition: number, count: number): void {
    const log = this.logs.get(partition) ?? [];
    const from = this.committedOf(partition);
    for (const logged of log.slice(from, from + count)) logged.isHandled = true;
    const to = Math.min(log.length, from + count);
    if (to > from) this.committed.set(partition, to);
  }

  private handle(delivery: Delivery): Promise<void> {
    const { partition, key, offset } = delivery;
    const id = `${partition}/${String(key)}`;
    const before = this.running.get(id);
    if (before && !before.delivery.signal.aborted) {
      this.wrongs.push(`${id}: ${offset} beside ${before.delivery.offset}`);
    }
    const logged = this.logs.get(partition)?.[Number(offset)];
    this.handlings++;
    delivery.signal.addEventListener('abort', () => this.aborted++);
    return new Promise((resolve) => {
      const end = (): void => {
        this.running.delete(id);
        // Of a log that is gone it says nothing about the one there is.
        if (logged?.message.timestamp === String(delivery.timestamp).padStart(7, '0'))
          logged.isHandled = true;
        resolve();
      };
      this.running.set(id, { delivery, end });
    });
  }

  private async commit(
    life: number,
    offsets: Parameters<EachBatchPayload['commitOffsetsIfNecessary']>[0],
  ): Promise<void> {
    const { outcome, answer } = this;
    if (answer) await answer;
    if (life !== this.life || outcome === 'refused') throw new Error('refused');
    if (outcome === 'fenced') throw Object.assign(new Error('fenced'), { type: 'ILLEGAL_GENERATION' });
    for (const { partitions } of offsets?.topics ?? []) {
      for (const { partition, offset } of partitions) this.check(partition, Number(offset));
    }
    if (outcome === 'lost') throw new Error('no answer');
  }

  private check(partition: number, offset: number): void {
    const open = this.log(partition).findIndex(({ isHandled }) => !isHandled);
    if (open !== -1 && open < offset)
      this.wrongs.push(`${partition}: committed ${offset}, but ${open} is open`);
    if (offset < this.committedOf(partition)) this.wrongs.push(`${partition}: back to ${offset}`);
    this.committed.set(partition, offset);
  }

  private consumer(): Consumer {
    const { life } = this;
    const ours = (act: () => void) => (life === this.life ? act() : undefined);
    return {
      seek: ({ partition, offset }: { partition: number; offset: string }) =>
        ours(() => this.seeks.set(partition, Number(offset))),
      pause: ([to]: { partitions: number[] }[]) =>
        ours(() => to?.partitions.forEach((one) => this.paused.add(one))),
      resume: ([to]: { partitions: number[] }[]) =>
        ours(() => to?.partitions.forEach((one) => this.paused.delete(one))),
    } as unknown as Consumer;
  }
}
