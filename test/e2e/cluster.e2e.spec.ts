import { LocalKafka } from '@app/local-kafka';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { client, createTopic, withAdmin } from './support/plain-kafkajs.js';

let kafka: LocalKafka;

beforeAll(async () => {
  kafka = await LocalKafka.start({ brokers: 3 });
});
afterAll(() => kafka.stop());

const leaderOf = (topic: string) =>
  withAdmin(kafka.bootstrap, async (admin) => {
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    return topics[0]?.partitions[0];
  });

it('goes on publishing and consuming when the leader of a topic is killed', async () => {
  await createTopic(kafka.bootstrap, 'survivor');
  const before = await leaderOf('survivor');
  expect(before?.replicas).toHaveLength(3);
  const killed = before?.leader ?? 0;

  const received: string[] = [];
  // A member that lost its coordinator joins anew, and the group waits for its former self to time out.
  const group = { groupId: 'survivors', sessionTimeout: 6000, heartbeatInterval: 1000, maxWaitTimeInMs: 100 };
  const consumer = client(kafka.bootstrap).consumer(group);
  await consumer.connect();
  await consumer.subscribe({ topic: 'survivor', fromBeginning: true });
  const all = new Promise<void>((resolve) => {
    void consumer.run({
      eachMessage: async ({ message }) => {
        received.push(String(message.value));
        if (received.length === 4) resolve();
      },
    });
  });
  const producer = client(kafka.bootstrap).producer({ idempotent: true, maxInFlightRequests: 1 });
  await producer.connect();
  const publish = (value: string) =>
    producer.send({ topic: 'survivor', acks: -1, messages: [{ value, partition: 0 }] });
  await publish('1');
  await publish('2');
  await kafka.kill(killed);
  await publish('3');
  await publish('4');
  await all;
  await Promise.all([producer.disconnect(), consumer.disconnect()]);
  expect(received).toEqual(['1', '2', '3', '4']);

  await kafka.restart(killed);
  expect(kafka.brokers.map(({ state }) => state)).toEqual(['running', 'running', 'running']);
  expect((await leaderOf('survivor'))?.leader).not.toBe(killed);
});

it('takes in a broker while it runs, and puts partitions on it', async () => {
  const added = await kafka.addBroker();
  expect(kafka.bootstrap).toContain(added.address);
  await withAdmin(kafka.bootstrap, async (admin) => {
    const { brokers } = await admin.describeCluster();
    expect(brokers.map(({ nodeId }) => nodeId)).toContain(added.id);
    const replicaAssignment = [{ partition: 0, replicas: [added.id] }];
    await admin.createTopics({ waitForLeaders: true, topics: [{ topic: 'on-the-new', replicaAssignment }] });
  });
  expect((await leaderOf('on-the-new'))?.leader).toBe(added.id);
});
