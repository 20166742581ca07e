import type { PlainRecord } from '@app/kafka';
import type { Transaction } from '../database/database.js';

/** An event that waits. */
export interface Row {
  readonly id: unknown;
  readonly record: PlainRecord;
}

export interface Waiting {
  /** Events that will be published. */
  readonly waiting: number;
  /** Those the brokers refuse for what they are, such as their size; they stay in the table, with the reason. */
  readonly refused: number;
  /** When the oldest of those that wait was written, in milliseconds since 1970; undefined without any. */
  readonly oldest: number | undefined;
}

/** What is published together, and what of it is in memory: an event may have a megabyte. */
const ROWS = 500;
const BYTES = 4 * 1024 * 1024;

/** The first events by their numbers, as many as fit; of topics that are not left out. */
const head = (without: number): string => `
  SELECT id, topic, key, value, headers, time FROM (
    SELECT first.*, sum(length(value)) OVER (ORDER BY id) - length(value) AS bytes_before FROM (
      SELECT * FROM outbox WHERE refused IS NULL${without > 0 ? ` AND topic NOT IN (${list(without)})` : ''}
      ORDER BY id LIMIT ${ROWS}
    ) AS first
  ) AS sized WHERE bytes_before < ${BYTES} ORDER BY id`;

const ANY = 'SELECT 1 FROM outbox WHERE refused IS NULL LIMIT 1';

const WAITING = `
  SELECT count(*) - count(refused) AS waiting, count(refused) AS refused,
    min(CASE WHEN refused IS NULL THEN time END) AS oldest
  FROM outbox`;

const SINCE = 'SELECT topic, min(time) AS since FROM outbox WHERE refused IS NULL GROUP BY topic';

const list = (length: number, first = 1): string =>
  Array.from({ length }, (_, index) => `$${first + index}`).join(', ');

/** The outbox as its relay sees it. */
export class Rows {
  constructor(private readonly tx: Transaction) {}

  /** @param without topics to leave out. */
  async head(without: readonly string[]): Promise<Row[]> {
    const { rows } = await this.tx.query(head(without.length), [...without]);
    return rows.map(({ id, topic, key, value, headers, time }) => ({
      id,
      record: {
        topic: topic as string,
        key: key as Buffer | null,
        value: value as Buffer,
        headers: JSON.parse(headers as string) as Record<string, string>,
        timestamp: Number(time),
      },
    }));
  }

  /** Whether an event waits. */
  async any(): Promise<boolean> {
    return (await this.tx.query(ANY)).rows.length > 0;
  }

  async remove(ids: readonly unknown[]): Promise<void> {
    if (ids.length > 0) await this.tx.query(`DELETE FROM outbox WHERE id IN (${list(ids.length)})`, [...ids]);
  }

  async refuse(id: unknown, reason: string): Promise<void> {
    await this.tx.query('UPDATE outbox SET refused = $2 WHERE id = $1', [id, reason]);
  }

  async waiting(): Promise<Waiting> {
    const { rows } = await this.tx.query(WAITING);
    const { waiting, refused, oldest = null } = rows[0] ?? {};
    return {
      waiting: Number(waiting),
      refused: Number(refused),
      oldest: oldest === null ? undefined : Number(oldest),
    };
  }

  /** By topic: the least time of the records that its events will be. */
  async since(): Promise<ReadonlyMap<string, number>> {
    const { rows } = await this.tx.query(SINCE);
    return new Map(rows.map(({ topic, since }) => [topic as string, Number(since)]));
  }

  /** Events of a topic by their ids, with what else tells them from others'. */
  async find(topic: string, eventIds: readonly string[]): Promise<{ id: unknown; headers: string }[]> {
    const sql = `SELECT id, headers FROM outbox WHERE topic = $1 AND event_id IN (${list(eventIds.length, 2)})`;
    const { rows } = await this.tx.query(sql, [topic, ...eventIds]);
    return rows.map(({ id, headers }) => ({ id, headers: headers as string }));
  }
}
