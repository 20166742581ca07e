import { randomUUID } from 'node:crypto';
import { KafkaMessage } from '@app/contracts';
import { createKafka, defineContract } from '@app/kafka';
import { describe, expect, inject, it } from 'vitest';
import { bootPublisher } from './support/boot.js';
import { LogCollector } from './support/log-collector.js';

const brokers = inject('brokers');
const contract = (partitions: number) =>
  defineContract({
    topic: `topics-${randomUUID()}`,
    type: 'test.line.v1',
    payload: KafkaMessage,
    partitions,
  });

async function partitionsOf(topic: string): Promise<number | undefined> {
  const admin = createKafka({ brokers, clientId: 'test' }).admin();
  await admin.connect();
  const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
  await admin.disconnect();
  return topics[0]?.partitions.length;
}

describe('topics', () => {
  it('are created with the partitions of their contracts before anything is published', async () => {
    const contracts = [contract(1), contract(4)];
    const publisher = await bootPublisher({ brokers, logger: new LogCollector(), contracts });
    expect(await Promise.all(contracts.map(({ topic }) => partitionsOf(topic)))).toEqual([1, 4]);
    await publisher.close();
  });

  it('that exist are left as they are, with a line that says so', async () => {
    const first = contract(2);
    await (await bootPublisher({ brokers, logger: new LogCollector(), contracts: [first] })).close();
    const logger = new LogCollector();
    const publisher = await bootPublisher({ brokers, logger, contracts: [{ ...first, partitions: 5 }] });
    await logger.line(`${first.topic} has 2 partitions, its contract says 5`);
    expect(await partitionsOf(first.topic)).toBe(2);
    await publisher.close();
  });
});
