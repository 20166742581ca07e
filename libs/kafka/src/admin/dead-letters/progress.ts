import type { Admin, Kafka, TopicMessages } from 'kafkajs';
import { PROGRESS_TOPIC } from '../../contract/topic-names.js';
import { boundsOf, type LogBounds, withAdmin } from '../with-admin.js';
import { readRange } from '../read-range.js';
import { OffsetSet } from './offset-set.js';

/**
 * Which dead letters were redriven. In its topic: key `<dead-letter topic>/<partition>`, value runs of offsets. A
 * compacted topic and no consumer group, since a group without members forgets its offsets after a week
 * (`offsets.retention.minutes`), and one offset a partition could not say "these, but not those".
 */
export type Progress = Map<number, OffsetSet>;

export async function ensureProgressTopic(admin: Admin): Promise<void> {
  const topics = await admin.listTopics();
  if (topics.includes(PROGRESS_TOPIC)) return;
  const configEntries = [{ name: 'cleanup.policy', value: 'compact' }];
  await admin.createTopics({
    waitForLeaders: true,
    topics: [{ topic: PROGRESS_TOPIC, numPartitions: 1, replicationFactor: -1, configEntries }],
  });
}

/** What was redriven of a dead-letter topic. @throws AdminError when there is no such topic. */
export async function loadProgress(kafka: Kafka, letters: string): Promise<Progress> {
  return withAdmin(kafka, async (admin) => {
    const found = new Map<number, OffsetSet>();
    if (!(await admin.listTopics()).includes(PROGRESS_TOPIC)) return found;
    const log = await boundsOf(admin, PROGRESS_TOPIC);
    await readRange(kafka, PROGRESS_TOPIC, { from: log.low, until: log.high }, (records) => {
      for (const { key, value } of records) {
        const [, topic, partition] = /^(.+)\/(\d+)$/.exec(key?.toString() ?? '') ?? [];
        if (topic === letters) found.set(Number(partition), OffsetSet.parse(value?.toString() ?? ''));
      }
    });
    // Behind the notes, or a letter that came and went back meanwhile would make them those of a deleted topic.
    const bounds = await boundsOf(admin, letters);
    return new Map([...found].map(([partition, done]) => [partition, current(done, partition, bounds)]));
  });
}

/** Offsets beyond the end are of a topic of the same name that was deleted. */
function current(done: OffsetSet, partition: number, { low, high }: LogBounds): OffsetSet {
  const end = high.get(partition) ?? 0n;
  return (done.last ?? -1n) < end ? done.from(low.get(partition) ?? 0n) : OffsetSet.empty;
}

export const progressRecords = (letters: string, changed: Progress): TopicMessages => ({
  topic: PROGRESS_TOPIC,
  messages: [...changed].map(([partition, done]) => ({
    key: `${letters}/${partition}`,
    value: done.toString(),
    partition: 0,
  })),
});
