import { type Admin, Kafka, logLevel } from 'kafkajs';

/** As patient as a cluster is slow to notice that a broker was killed; what it logs is kept in `log`. */
export const client = (brokers: readonly string[], log: string[] = []): Kafka =>
  new Kafka({
    brokers: [...brokers],
    retry: { retries: 30, initialRetryTime: 100, maxRetryTime: 1000 },
    logLevel: logLevel.ERROR,
    logCreator: () => (entry) => log.push(entry.log.message),
  });

export async function withAdmin<T>(
  brokers: readonly string[],
  act: (admin: Admin) => Promise<T>,
): Promise<T> {
  const admin = client(brokers).admin();
  await admin.connect();
  try {
    return await act(admin);
  } finally {
    await admin.disconnect();
  }
}

export const createTopic = (brokers: readonly string[], topic: string, numPartitions = 1): Promise<boolean> =>
  withAdmin(brokers, (admin) =>
    admin.createTopics({ waitForLeaders: true, topics: [{ topic, numPartitions }] }),
  );

/** Resolves when every in-sync replica has all of `values`. */
export async function produce(
  brokers: readonly string[],
  topic: string,
  values: readonly string[],
): Promise<void> {
  const producer = client(brokers).producer({ idempotent: true, maxInFlightRequests: 1 });
  await producer.connect();
  await producer.send({ topic, acks: -1, messages: values.map((value) => ({ value, partition: 0 })) });
  await producer.disconnect();
}
