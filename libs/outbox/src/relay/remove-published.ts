import {
  BrokerPool,
  BrokersUnavailableError,
  createKafka,
  firstHeader,
  logOffsets,
  type Offsets,
  readRange,
  type ReadRecord,
  topicState,
} from '@app/kafka';
import type { Rows } from './rows.js';

type Kafka = ReturnType<typeof createKafka>;

/** By how much the clock of a broker may be behind ours, where it is the broker that gives records their time. */
const CLOCKS_MS = 5_000;
/** Ids that are looked for in one statement. */
const TOGETHER = 500;

/**
 * Removes from the outbox what is in the log: events that a relay published and had no time to remove. They carry
 * their time, so that the log is read from the oldest of those that wait on.
 *
 * @returns how many there were.
 * @throws BrokersUnavailableError when part of the log cannot be read.
 */
export async function removePublished(kafka: Kafka, rows: Rows): Promise<number> {
  let removed = 0;
  for (const [topic, since] of await rows.since()) {
    const range = await rangeSince(kafka, topic, since - CLOCKS_MS);
    if (!range) continue;
    await readRange(kafka, topic, range, async (records) => {
      for (let at = 0; at < records.length; at += TOGETHER) {
        removed += await removeThese(rows, topic, records.slice(at, at + TOGETHER));
      }
    });
  }
  return removed;
}

/** Undefined where there is no such topic, and so nothing in it. */
async function rangeSince(
  kafka: Kafka,
  topic: string,
  time: number,
): Promise<{ from: Offsets; until: Offsets } | undefined> {
  const pool = new BrokerPool(kafka);
  try {
    const state = await topicState(pool, topic);
    const offsets = async (place: Parameters<typeof logOffsets>[2]): Promise<Offsets> =>
      (await logOffsets(pool, [state], place)).get(topic) ?? new Map<number, bigint>();
    const until = await offsets('high-watermark');
    if (until.size < state.partitions.length) {
      throw new BrokersUnavailableError(`not every partition of ${topic} has a leader that answers`);
    }
    // A partition without a record of that time or later has no offset for it.
    return { from: new Map([...until, ...(await offsets({ time }))]), until };
  } catch (error) {
    if ((error as { readonly code?: unknown }).code === 'TOPIC_NOT_FOUND') return undefined;
    throw error;
  } finally {
    await pool.close();
  }
}

/** An id is unique for its source alone. */
async function removeThese(rows: Rows, topic: string, records: readonly ReadRecord[]): Promise<number> {
  const inLog = new Set(
    records.map(({ headers }) => nameOf(textOf(headers, 'ce_id'), textOf(headers, 'ce_source'))),
  );
  const ids = [...new Set(records.map(({ headers }) => textOf(headers, 'ce_id')))];
  const found = await rows.find(topic, ids);
  const ours = found.filter(({ headers }) => {
    const { ce_id, ce_source } = JSON.parse(headers) as Record<string, string>;
    return inLog.has(nameOf(ce_id, ce_source));
  });
  await rows.remove(ours.map(({ id }) => id));
  return ours.length;
}

const nameOf = (id = '', source = ''): string => `${source}\n${id}`;

const textOf = (headers: ReadRecord['headers'], name: string): string =>
  firstHeader(headers, name)?.toString() ?? '';
