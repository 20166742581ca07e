import { randomUUID } from 'node:crypto';
import { createKafka, firstHeader, type ReadRecord } from '@app/kafka';
import { type Database, openDatabase, Outbox, OutboxRelay, type Transaction } from '@app/outbox';
import { onTestFinished } from 'vitest';
import { contractOf, until } from './consume-app.js';
import { allOf, makeTopic } from './records.js';

/** What is in the log of an event. */
export interface Logged {
  readonly id: string;
  readonly key: string;
  readonly n: number;
}

/** An app with an outbox, a topic of its own, and as many relays as a test wants. */
export class OutboxApp {
  readonly lines: string[] = [];
  readonly contract;

  private constructor(
    readonly database: Database,
    private readonly outbox: Outbox,
    private readonly brokers: readonly string[],
    readonly topic: string,
  ) {
    this.contract = contractOf(topic, { key: ({ id }) => id });
  }

  static async open(url: string, brokers: readonly string[], topic?: string): Promise<OutboxApp> {
    const database = await openDatabase(url);
    onTestFinished(() => database.close());
    const name = topic ?? (await makeTopic(brokers, `outbox-${randomUUID()}`, 3));
    return new OutboxApp(database, new Outbox(database, '/test'), brokers, name);
  }

  relay(): OutboxRelay {
    const kafka = createKafka({ brokers: this.brokers, clientId: 'test' });
    const { database } = this;
    const relay = new OutboxRelay({ database, kafka, report: (line) => this.lines.push(line) });
    relay.start();
    onTestFinished(() => relay.stop());
    return relay;
  }

  /** Adds an event with this key to a transaction under way. */
  add(tx: Transaction, key: string, n: number): Promise<string> {
    return this.outbox.add(tx, this.contract, { id: key, n });
  }

  /** Adds events in a transaction each. */
  async publish(key: string, numbers: readonly number[]): Promise<void> {
    for (const n of numbers) await this.database.transaction((tx) => this.add(tx, key, n));
  }

  async untilEmpty(): Promise<void> {
    await until(async () => (await this.waiting()) === 0);
  }

  async waiting(): Promise<number> {
    const { rows } = await this.database.query('SELECT count(*) AS count FROM outbox WHERE refused IS NULL');
    return Number(rows[0]?.['count']);
  }

  async logged(): Promise<Logged[]> {
    return (await allOf(this.brokers, this.topic)).map(loggedOf);
  }

  async numbersOf(key: string): Promise<number[]> {
    return (await this.logged()).filter((event) => event.key === key).map(({ n }) => n);
  }
}

function loggedOf({ key, value, headers }: ReadRecord): Logged {
  const { n } = JSON.parse(String(value)) as { n: number };
  return { id: String(firstHeader(headers, 'ce_id')), key: String(key), n };
}
