import type { BrokerConnection } from '../client/broker-connection.js';
import type { Brokers } from '../client/brokers.js';
import { messageOf } from '../client/message-of.js';
import { placeOf, PRODUCE, produceRequest, produceVersion } from '../client/protocol/produce.js';
import type { Batch } from './batch.js';
import { judge, unanswered } from './judge.js';
import type { Partition } from './partition.js';

/** As Java's `max.request.size`: what one request carries, of all partitions together. */
const REQUEST_BYTES = 1024 * 1024;

export interface SenderOptions {
  readonly brokers: Brokers;
  /** Partitions that have something to be sent, whichever their leader is; those served last are at the end. */
  readonly working: Set<Partition>;
  /** Called when a leader turned out not to be one, or not to be there. */
  readonly refresh: () => void;
}

/** Sends to one broker what waits for the partitions it leads: one request at a time, all that fits. */
export class Sender {
  private awake = false;
  private alarm: NodeJS.Timeout | undefined;
  private out: readonly [Partition, Batch][] = [];
  private connection: BrokerConnection | undefined;

  constructor(
    private readonly broker: number,
    private readonly options: SenderOptions,
  ) {}

  /** To be called when there is something to be sent. */
  wake(): void {
    if (this.awake) return;
    this.awake = true;
    // What comes in the same turn of the event loop goes out together.
    setImmediate(() => void this.run());
  }

  /** Waits no longer for an answer that nobody waits for: the next is told to a connection that answers. */
  endIfSettled(): void {
    if (this.out.length > 0 && this.out.every(([, batch]) => batch.settled)) {
      this.connection?.end(new Error('no answer in time'));
    }
  }

  stop(): void {
    clearTimeout(this.alarm);
  }

  private async run(): Promise<void> {
    clearTimeout(this.alarm);
    while (this.mine().some((partition) => partition.canSend)) {
      this.connection = await this.connect();
      this.out = this.connection ? this.take() : [];
      if (!this.connection || this.out.length === 0) break;
      await this.send(this.connection, this.out);
      this.out = [];
    }
    this.awake = false;
    this.sleep();
  }

  private sleep(): void {
    const next = Math.min(...this.mine().map(({ notBefore }) => notBefore));
    const wait = next - performance.now();
    if (wait > 0 && next !== Infinity) this.alarm = setTimeout(() => this.wake(), wait);
  }

  private async connect(): Promise<BrokerConnection | undefined> {
    try {
      return await this.options.brokers.to(this.broker);
    } catch (error) {
      this.options.refresh();
      for (const partition of this.mine()) partition.pause(messageOf(error));
      return undefined;
    }
  }

  private async send(connection: BrokerConnection, out: readonly [Partition, Batch][]): Promise<void> {
    const batches = out.map(([, batch]) => batch);
    try {
      const version = produceVersion(connection.versions(PRODUCE));
      const answers = await connection.send(produceRequest(version, batches));
      for (const [partition, batch] of out) {
        const answer = answers.get(placeOf(batch.topic, batch.partition));
        if (answer) judge(partition, batch, answer);
        else unanswered(partition, batch, 'the broker said nothing of it');
        if (partition.troubled) this.options.refresh();
      }
    } catch (error) {
      connection.end(error as Error);
      this.options.refresh();
      for (const [partition, batch] of out) {
        if (batch.out) unanswered(partition, batch, messageOf(error));
      }
    }
    for (const [partition] of out) this.putBack(partition);
  }

  private take(): [Partition, Batch][] {
    const taken: [Partition, Batch][] = [];
    let room = 0;
    for (const partition of this.mine()) {
      if (room >= REQUEST_BYTES) break;
      const batch = partition.canSend ? partition.take() : undefined;
      if (!batch) continue;
      taken.push([partition, batch]);
      room += batch.room;
    }
    return taken;
  }

  /** Who was served goes to the end, who has nothing left goes. */
  private putBack(partition: Partition): void {
    const { working } = this.options;
    working.delete(partition);
    if (partition.hasWork) working.add(partition);
  }

  private mine(): Partition[] {
    return [...this.options.working].filter(({ leader }) => leader === this.broker);
  }
}
