import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { LocalKafka } from '@app/local-kafka';
import { describe, expect, it, onTestFinished } from 'vitest';
import { client, createTopic, produce } from './support/plain-kafkajs.js';
import { readTopic } from './support/read-topic.js';

const valuesOf = async (brokers: readonly string[], topic: string, count: number) => {
  const records = await readTopic(brokers, topic, () => true, count);
  return records.map(({ value }) => value?.toString());
};

describe('a throw-away broker', () => {
  it('keeps its records when it is killed and restarted, and leaves nothing when it is stopped', async () => {
    const kafka = await LocalKafka.start();
    onTestFinished(() => kafka.stop());
    const { bootstrap } = kafka;
    await createTopic(bootstrap, 'kept');
    await produce(bootstrap, 'kept', ['one', 'two']);
    expect(await valuesOf(bootstrap, 'kept', 2)).toEqual(['one', 'two']);

    await kafka.kill(1);
    expect(kafka.brokers).toEqual([{ id: 1, address: bootstrap[0], pid: undefined, state: 'stopped' }]);
    await kafka.restart(1);
    expect(kafka.brokers[0]?.state).toBe('running');
    await produce(bootstrap, 'kept', ['three']);
    expect(await valuesOf(bootstrap, 'kept', 3)).toEqual(['one', 'two', 'three']);

    expect(existsSync(kafka.dataFolder)).toBe(true);
    await kafka.stop();
    expect(existsSync(kafka.dataFolder)).toBe(false);
    expect(kafka.brokers[0]?.state).toBe('stopped');
  });

  it('serves groups and idempotent producers from its first moment', async () => {
    const kafka = await LocalKafka.start();
    onTestFinished(() => kafka.stop());
    const log: string[] = [];
    const kafkajs = client(kafka.bootstrap, log);
    const producer = kafkajs.producer({ idempotent: true });
    await producer.connect();
    await producer.disconnect();
    const admin = kafkajs.admin();
    await admin.connect();
    await admin.describeGroups(['a', 'b', 'c']);
    await admin.disconnect();
    expect(log).toEqual([]);
  });
});

describe('a port that another program has', () => {
  it('is named in one line, and nothing is started', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const start = LocalKafka.start({ firstPort: port });
    await expect(start).rejects.toMatchObject({
      code: 'PORT_TAKEN',
      message: expect.stringMatching(new RegExp(`^port ${port}, meant for broker 1, is taken .+$`)),
    });
  });
});

describe('a broker that cannot start', () => {
  it('is reported in one line with its own last words and its log', async () => {
    const start = LocalKafka.start({ config: { 'log.retention.ms': 'for ever' } });
    await expect(start).rejects.toMatchObject({
      code: 'BROKER_FAILED',
      message: expect.stringMatching(
        /^broker 1 ended while starting: .*log\.retention\.ms.*broker-1\.log\)$/,
      ),
    });
  });
});
