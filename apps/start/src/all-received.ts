import { setTimeout as delay } from 'node:timers/promises';
import { createKafka, type KafkaSettings } from '@app/kafka';

/** Resolves when the group has committed past the highest offset of each partition of the topic. */
export async function allReceived(
  settings: KafkaSettings,
  groupId: string,
  topic: string,
  highest: Readonly<Record<number, number>>,
): Promise<void> {
  const admin = createKafka(settings).admin();
  await admin.connect();
  try {
    for (;;) {
      const [committed] = await admin.fetchOffsets({ groupId, topics: [topic] });
      const done = new Map(committed?.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
      if (
        Object.entries(highest).every(([partition, offset]) => (done.get(Number(partition)) ?? -1) > offset)
      )
        return;
      await delay(100);
    }
  } finally {
    await admin.disconnect();
  }
}
