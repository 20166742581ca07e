import { createHash } from 'node:crypto';
import { type Delivery, deliveryOf, eventIdOf, type IdStore } from '@app/kafka';
import { KafkaContext } from '@nestjs/microservices';
import type { Database, Transaction } from '../database/database.js';

const MARK = `
  INSERT INTO inbox (consumer, event, handled_at) VALUES ($1, $2, $3)
  ON CONFLICT DO NOTHING RETURNING handled_at`;

const SEEN = 'SELECT 1 FROM inbox WHERE consumer = $1 AND event = $2';

const CLEAN = `
  DELETE FROM inbox WHERE (consumer, event) IN
    (SELECT consumer, event FROM inbox WHERE handled_at < $1 ORDER BY handled_at LIMIT 1000)
  RETURNING 1 AS gone`;

/** The events that were handled, for all processes of a consumer group and across their restarts. */
export class Inbox implements IdStore {
  /** @param consumer whose events these are, such as a consumer group; each has its own. */
  constructor(
    private readonly database: Database,
    private readonly consumer: string,
  ) {
    database.declare(database.tables.inbox);
  }

  /**
   * Does the work of an event unless it was done before, and notes with the same transaction that it is: both take
   * effect or neither does. Where another process has the same event in hand, waits for what becomes of it.
   *
   * @param tx a transaction of the database with the inbox, whoever began it.
   * @param event what the handler was given, or a record of it.
   * @returns whether the work was done now.
   */
  async once(tx: Transaction, event: KafkaContext | Delivery, work: () => unknown): Promise<boolean> {
    const id = eventIdOf(event instanceof KafkaContext ? deliveryOf(event) : event);
    const { rows } = await tx.query(MARK, this.markOf(id));
    if (rows.length === 0) return false;
    await work();
    return true;
  }

  /** For `KafkaStrategyOptions.ids`: a look at the database for each event. */
  async seen(id: string): Promise<boolean> {
    const { rows } = await this.database.query(SEEN, [this.consumer, hashOf(id)]);
    return rows.length > 0;
  }

  async done(id: string): Promise<void> {
    await this.database.query(MARK, this.markOf(id));
  }

  /** Forgets what was handled longer ago; an event that comes again afterwards is handled again. */
  async clean(olderThanMs: number): Promise<void> {
    const before = Date.now() - olderThanMs;
    for (let gone = 1; gone > 0;) gone = (await this.database.query(CLEAN, [before])).rows.length;
  }

  private markOf(id: string): unknown[] {
    return [this.consumer, hashOf(id), Date.now()];
  }
}

/** Ids come from anywhere, of any length and any characters. */
const hashOf = (id: string): Buffer => createHash('sha256').update(id).digest();
