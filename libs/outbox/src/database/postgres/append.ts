import { crc32 } from 'node:zlib';
import type { NewRow, Transaction } from '../database.js';

/** Advisory locks of two numbers are a space of their own; this is the first of those of keys. */
const KEY_LOCKS = 0x6f_75_74_62;
/**
 * The first of all others. Who chooses a key chooses its number too, since CRC-32 is easily turned round, and one
 * that met the relay's lock would wait for as long as there is a relay.
 */
export const OWN_LOCKS = KEY_LOCKS + 1;

/** Who listens on it is told of a commit with events in it. */
export const CHANNEL = 'outbox';

/**
 * The lock comes before the number, and is held until the transaction ends: a sequence gives numbers in an order that
 * is not that of commits, but of two transactions with events of one key the second waits here for the first. Without
 * a key the lock's second number is null, and nothing is locked. `MATERIALIZED` runs the lock's part first.
 */
const APPEND = `
  WITH locked AS MATERIALIZED (SELECT pg_advisory_xact_lock(${KEY_LOCKS}, $1::int))
  INSERT INTO outbox (event_id, topic, key, value, headers, time)
  SELECT $2, $3, $4, $5, $6, $7 FROM locked
  RETURNING pg_notify('${CHANNEL}', '')`;

export async function append(tx: Transaction, row: NewRow): Promise<void> {
  const { eventId, topic, key, value, headers, time } = row;
  await tx.query(APPEND, [lockOf(topic, key), eventId, topic, key, value, headers, time]);
}

/** Two keys of the same number wait for each other without need. */
const lockOf = (topic: string, key: Buffer | null): number | null =>
  key && crc32(key, crc32(`${topic}\n`)) | 0;
