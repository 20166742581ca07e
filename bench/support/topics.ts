import { setTimeout as wait } from 'node:timers/promises';
import { type Admin, Kafka } from 'kafkajs';

const AT_ONCE = 100;
const LOOK_AGAIN_MS = 100;
const LOOKS = 300;

/** Makes topics, and waits until their partitions have leaders. @throws Error when they have none after 30 s */
export async function createTopics(
  brokers: readonly string[],
  topics: readonly string[],
  partitions: number,
): Promise<void> {
  const admin = new Kafka({ brokers: [...brokers], clientId: 'bench-admin', logLevel: 0 }).admin();
  await admin.connect();
  try {
    for (let from = 0; from < topics.length; from += AT_ONCE) {
      await createSome(admin, topics.slice(from, from + AT_ONCE), partitions);
    }
  } finally {
    await admin.disconnect();
  }
}

async function createSome(admin: Admin, names: string[], numPartitions: number): Promise<void> {
  // kafkajs' own waiting fails where a broker has not heard of a topic yet.
  const topics = names.map((topic) => ({ topic, numPartitions }));
  await admin.createTopics({ topics, waitForLeaders: false, timeout: 30_000 });
  for (let look = 0; !(await haveLeaders(admin, names, numPartitions)); look++) {
    if (look === LOOKS) throw new Error(`${names.join(', ')}: no leaders`);
    await wait(LOOK_AGAIN_MS);
  }
}

async function haveLeaders(admin: Admin, names: string[], numPartitions: number): Promise<boolean> {
  const { topics } = await admin.fetchTopicMetadata({ topics: names }).catch(() => ({ topics: [] }));
  const made = topics.filter(
    ({ partitions }) => partitions.length === numPartitions && partitions.every(({ leader }) => leader >= 0),
  );
  return made.length === names.length;
}
