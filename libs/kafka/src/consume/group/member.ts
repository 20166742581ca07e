import type { Consumer, Producer } from 'kafkajs';
import { atMost } from '../../client/at-most.js';
import { messageOf, refusalOf } from '../../client/message-of.js';
import { Supervisor } from './supervisor.js';
import type { Consumption } from './consumption.js';
import { watchConsumer } from './watch-consumer.js';

const LEAVE_AT_MOST_MS = 2_000;

/** A kafkajs consumer that has begun to work, and the producer that handlers reply with. */
export interface Clients {
  readonly consumer: Consumer;
  readonly producer: Producer;
}

export interface MemberOptions {
  readonly consumption: Consumption;
  /** Makes new clients, not connected yet. */
  create(): Promise<Clients>;
  /** Subscribes and runs the consumer. */
  run(consumer: Consumer): Promise<void>;
  /** Takes one line for people. */
  report(line: string): void;
}

/** This process as a member of its consumer group, from the first join to the last leave. */
export class Member {
  joined = false;
  /** Why the brokers last did not let us join: trust or a missing right; undefined for any other reason. */
  refusal: string | undefined;
  /** Milliseconds since 1970. */
  lastFetchAt: number | undefined;
  /** Generations of the group it has been in. */
  rebalances = 0;
  /** When a broker last said anything to this member, milliseconds since 1970. */
  lastSignAt = 0;
  private readonly supervisor: Supervisor;
  private clients: Clients | undefined;
  private stopping = false;
  private unwatch: () => void = () => undefined;

  constructor(private readonly options: MemberOptions) {
    this.supervisor = new Supervisor({
      join: () => this.joinOrTell(),
      leave: () => this.leave(),
      report: options.report,
    });
  }

  /** Resolves when the group was joined for the first time, or when stopped before. */
  start(): Promise<void> {
    return this.supervisor.start();
  }

  /** Drains, commits and leaves; takes at most about 6 s more than `drainMs`, with brokers or without. */
  async stop(drainMs: number): Promise<void> {
    this.stopping = true;
    await this.supervisor.stop(LEAVE_AT_MOST_MS);
    await this.options.consumption.drain(drainMs);
    await this.leave();
  }

  private async joinOrTell(): ReturnType<Member['join']> {
    try {
      return await this.join();
    } catch (error) {
      this.refusal = refusalOf(error);
      throw error;
    }
  }

  private async join(): Promise<{ readonly lost: Promise<string> }> {
    const clients = await this.options.create();
    this.clients = clients;
    const lost = new Promise<Error>((resolve) => this.watch(clients.consumer, resolve));
    await Promise.all([clients.consumer.connect(), clients.producer.connect()]);
    await this.options.run(clients.consumer);
    // kafkajs resolves although the first join failed, and tells of it as a crash.
    if (!this.joined) throw await lost;
    this.refusal = undefined;
    return { lost: lost.then(messageOf) };
  }

  private watch(consumer: Consumer, resolve: (reason: Error) => void): void {
    const { consumption } = this.options;
    const lost = (reason: Error): void => {
      // What is done is still to be committed, and the brokers judge whether it may be.
      if (this.stopping) return;
      this.joined = false;
      consumption.detach();
      resolve(reason);
    };
    consumption.attach(consumer, (reason) => lost(new Error(reason)));
    this.unwatch = watchConsumer(consumer, {
      joined: (join) => {
        this.lastSignAt = Date.now();
        this.rebalances++;
        this.joined = consumption.joined(join);
        if (!this.joined) lost(new Error('a partition came back before its position was forgotten'));
      },
      rebalancing: () => {
        this.joined = false;
        consumption.rebalancing();
      },
      fetched: () => (this.lastFetchAt = this.lastSignAt = Date.now()),
      heartbeat: () => (this.lastSignAt = Date.now()),
      passed: (topic, partition, end) => {
        if (!consumption.passed(topic, partition, end))
          lost(new Error('it cannot be told where a partition stands'));
      },
      lost,
    });
  }

  private async leave(): Promise<void> {
    const { clients } = this;
    this.clients = undefined;
    this.joined = false;
    this.unwatch();
    this.options.consumption.detach();
    if (!clients) return;
    const left = Promise.allSettled([clients.consumer.disconnect(), clients.producer.disconnect()]);
    await atMost(LEAVE_AT_MOST_MS, left);
  }
}
