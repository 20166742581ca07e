import type { Kafka } from 'kafkajs';
import { decodeOmitted } from '../../wire/omitted-header.js';
import { AdminError } from '../admin-error.js';
import { readRange } from '../read-range.js';
import type { ReadRecord } from '../records.js';
import { boundsOf, withAdmin } from '../with-admin.js';
import type { DeadLetter } from './dead-letter.js';
import { rangeOf } from './range-of.js';

/**
 * A letter with what the dead-letter topic had no room for, read from where the record failed first.
 *
 * @throws AdminError `REDRIVE_STOPPED` when the record is not there any more.
 */
export async function wholeLetter(kafka: Kafka, letter: DeadLetter): Promise<DeadLetter> {
  if (!decodeOmitted(letter.headers).includes('value')) return letter;
  const record = await readOriginal(kafka, letter);
  const { key, value, headers } = record;
  return { ...letter, key, value, headers: { ...headers, ...letter.headers } };
}

async function readOriginal(
  kafka: Kafka,
  { topic, partition, offset, origin }: DeadLetter,
): Promise<ReadRecord> {
  const found: ReadRecord[] = [];
  if (origin) {
    const bounds = await withAdmin(kafka, (admin) => boundsOf(admin, origin.topic));
    const range = rangeOf(bounds, { at: origin });
    await readRange(kafka, origin.topic, range, (records) => void found.push(...records));
  }
  const [record] = found;
  if (record) return record;
  throw new AdminError(
    'REDRIVE_STOPPED',
    `${topic}/${partition}/${offset} has no value, and the record itself is deleted; redrive others by a filter`,
  );
}
