import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LocalKafka } from '@app/local-kafka';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createTopic, produce, withAdmin } from './support/plain-kafkajs.js';
import { readTopic } from './support/read-topic.js';

it('runs Kafka 3.9 with ZooKeeper, and a killed broker comes back with its records', async () => {
  const lines: string[] = [];
  const kafka = await LocalKafka.start({ zookeeper: true, report: (line) => lines.push(line) });
  onTestFinished(() => kafka.stop());
  expect(lines.join('\n')).toMatch(/Apache Kafka 3\.9\.\d is ready/);
  expect(existsSync(join(kafka.dataFolder, 'zookeeper', 'zoo.cfg'))).toBe(true);

  await createTopic(kafka.bootstrap, 'with-zookeeper');
  await produce(kafka.bootstrap, 'with-zookeeper', ['Hello']);
  await kafka.kill(1);
  await kafka.restart(1);
  // With ZooKeeper a broker answers before its controller has told it which topics there are.
  const topics = ['with-zookeeper'];
  await vi.waitFor(() => withAdmin(kafka.bootstrap, (admin) => admin.fetchTopicMetadata({ topics })), 30_000);
  const [record] = await readTopic(kafka.bootstrap, 'with-zookeeper', () => true);
  expect(record?.value?.toString()).toBe('Hello');
});
