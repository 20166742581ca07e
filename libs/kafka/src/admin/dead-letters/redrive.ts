import type { Kafka, Message, Producer } from 'kafkajs';
import { messageOf } from '../../client/message-of.js';
import { writableHeaders } from '../../wire/header-values.js';
import { redriveHeaders } from '../../wire/redrive-headers.js';
import { AdminError } from '../admin-error.js';
import { readRange } from '../read-range.js';
import { boundsOf, type LogBounds, requireTopic, withAdmin } from '../with-admin.js';
import { type DeadLetter, toDeadLetter } from './dead-letter.js';
import { inGroups } from './in-groups.js';
import { type LetterFilter, matches } from './letter-filter.js';
import { type LetterTopics, letterTopics } from './letter-topics.js';
import { OffsetSet } from './offset-set.js';
import { ensureProgressTopic, loadProgress, type Progress, progressRecords } from './progress.js';
import { rangeOf } from './range-of.js';
import { redriveProducer, writeAtOnce } from './redrive-producer.js';
import { wholeLetter } from './whole-letter.js';

export interface RedriveOptions {
  /** Default: all. */
  readonly filter?: LetterFilter;
  /** Takes the place of the value of each letter that the filter means. Default: as it was. */
  readonly value?: Buffer;
  /** Only counts. Default: false. */
  readonly dryRun?: boolean;
  /** Called with letters that are back, as soon as they are. */
  onRedriven?(letters: readonly DeadLetter[]): void;
  /** Called now and then with how many dead letters were looked at. */
  onProgress?(looked: number, total: number): void;
}

export interface RedriveReport extends LetterTopics {
  /** Letters that the filter means and that were not redriven before. */
  readonly matched: number;
  /** Letters that are back in the original topic; 0 in a dry run. */
  readonly redriven: number;
  /** Letters that the filter means, but that were redriven before. */
  readonly before: number;
}

/**
 * Puts dead letters back into the partition of the original topic they came from, each partition in order, and each
 * letter once: letters and the note that they are done are written in one transaction, and a second redrive of the
 * same topic shuts out the first. That holds across crashes for readers of committed records, kafkajs' default. Who
 * reads uncommitted ones may see a letter of an aborted attempt twice, with the same header `redrive-from`.
 *
 * What a letter lacks, for want of room in its topic, is read from where the record failed first.
 *
 * The letters stay in the dead-letter topic, marked as done. Those that arrive meanwhile are left for the next time.
 *
 * @param topic the original topic or its dead-letter topic.
 * @throws AdminError `TOPIC_NOT_FOUND`, or `REDRIVE_STOPPED` when it could not go on; calling it again does.
 */
export async function redrive(
  kafka: Kafka,
  topic: string,
  { filter = {}, value, dryRun = false, onRedriven, onProgress }: RedriveOptions = {},
): Promise<RedriveReport> {
  const { topics, bounds, partitions } = await look(kafka, topic, dryRun);
  const range = rangeOf(bounds, filter);
  const total = [...range.until].reduce((sum, [p, end]) => sum + Number(end - (range.from.get(p) ?? 0n)), 0);
  const count = { matched: 0, redriven: 0, before: 0 };
  let looked = 0;
  const producer = dryRun ? undefined : await redriveProducer(kafka, topics.letters);
  try {
    const done = await loadProgress(kafka, topics.letters);
    await readRange(kafka, topics.letters, range, async (records) => {
      const meant = records.map(toDeadLetter).filter((letter) => matches(filter, letter));
      const edited = (letter: DeadLetter) => (value === undefined ? letter : { ...letter, value });
      const fresh = meant.filter(({ partition, offset }) => !done.get(partition)?.has(offset));
      count.before += meant.length - fresh.length;
      count.matched += fresh.length;
      for (const group of producer ? inGroups((await allWhole(kafka, fresh)).map(edited)) : []) {
        await put(producer as Producer, topics, partitions, done, group);
        count.redriven += group.length;
        onRedriven?.(group);
        onProgress?.(looked + count.redriven, total);
      }
      looked += records.length - (producer ? fresh.length : 0);
      onProgress?.(looked + count.redriven, total);
    });
  } catch (error) {
    throw stopped(topics, count.redriven, error);
  } finally {
    await producer?.disconnect();
  }
  return { ...topics, ...count };
}

async function allWhole(kafka: Kafka, letters: readonly DeadLetter[]): Promise<DeadLetter[]> {
  const whole: DeadLetter[] = [];
  // One after the other: each that lacks something is read by a consumer of its own.
  for (const letter of letters) whole.push(await wholeLetter(kafka, letter));
  return whole;
}

async function look(kafka: Kafka, topic: string, dryRun: boolean): Promise<Look> {
  return withAdmin(kafka, async (admin) => {
    const topics = await letterTopics(admin, topic);
    await requireTopic(admin, topics.original);
    if (!dryRun) await ensureProgressTopic(admin);
    const { high } = await boundsOf(admin, topics.original);
    return { topics, bounds: await boundsOf(admin, topics.letters), partitions: high.size };
  });
}

interface Look {
  readonly topics: LetterTopics;
  readonly bounds: LogBounds;
  /** Of the original topic. */
  readonly partitions: number;
}

async function put(
  producer: Producer,
  { letters, original }: LetterTopics,
  partitions: number,
  done: Progress,
  group: readonly DeadLetter[],
): Promise<void> {
  // Groups are of one partition, as they were read.
  const partition = group[0]?.partition ?? 0;
  const after = (done.get(partition) ?? OffsetSet.empty).with(group.map(({ offset }) => offset));
  const messages = group.map((letter) => toMessage(letter, original, partitions));
  const note = progressRecords(letters, new Map([[partition, after]]));
  await writeAtOnce(producer, [{ topic: original, messages }, note]);
  done.set(partition, after);
}

/** Goes where it came from; a letter that does not say goes to the partition number it has now. */
function toMessage(letter: DeadLetter, original: string, partitions: number): Message {
  const { origin, key, value, headers } = letter;
  const partition = origin?.topic === original ? origin.partition : letter.partition;
  const from = `${letter.topic}/${letter.partition}/${letter.offset}`;
  if (partition >= partitions) {
    throw new AdminError(
      'REDRIVE_STOPPED',
      `${original} has no partition ${partition}, where ${from} came from`,
    );
  }
  return { key, value, partition, headers: writableHeaders(redriveHeaders(headers, from)) };
}

const FENCED: readonly string[] = ['INVALID_PRODUCER_EPOCH', 'PRODUCER_FENCED'];

function stopped({ letters }: LetterTopics, redriven: number, error: unknown): AdminError {
  const { type } = error as { type?: string };
  const why =
    type !== undefined && FENCED.includes(type) ? 'another redrive of it has begun' : messageOf(error);
  return new AdminError(
    'REDRIVE_STOPPED',
    `stopped after ${redriven} letters of ${letters}: ${why}. Run it again: it goes on where it stopped, none goes twice`,
    { cause: error },
  );
}
