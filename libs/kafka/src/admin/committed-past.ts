import { setTimeout as delay } from 'node:timers/promises';
import { createKafka, type KafkaSettings } from '../client/create-kafka.js';

const POLL_MS = 100;

/** A group's reading of one topic. */
export interface GroupTopic {
  readonly groupId: string;
  readonly topic: string;
}

/** Resolves when the group has committed past each of these offsets, given by partition. */
export async function committedPast(
  settings: KafkaSettings,
  { groupId, topic }: GroupTopic,
  offsets: Readonly<Record<number, number>>,
): Promise<void> {
  const admin = createKafka(settings).admin();
  await admin.connect();
  try {
    for (;;) {
      const [committed] = await admin.fetchOffsets({ groupId, topics: [topic] });
      const next = new Map(committed?.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
      const isPast = ([partition, offset]: [string, number]) => (next.get(Number(partition)) ?? -1) > offset;
      if (Object.entries(offsets).every(isPast)) return;
      await delay(POLL_MS);
    }
  } finally {
    await admin.disconnect();
  }
}
