import { describe, expect, it } from 'vitest';
import { byTopic, type Outgoing, placeOnce, toMessage, toReceipts } from './batch.js';

const record = (id: string, topic: string, partitioner: Outgoing['partitioner'] = () => 0): Outgoing => ({
  id,
  topic,
  key: null,
  value: Buffer.from(id),
  headers: {},
  timestamp: 0,
  bytes: 1,
  partitioner,
});
const placed = (id: string, topic: string, partition: number) => ({
  ...toMessage(record(id, topic)),
  partition,
});
const timestamp = '1970-01-01T00:00:00.000Z';

describe('placeOnce', () => {
  it('asks the partitioner once, however often kafkajs asks', () => {
    let turn = 3;
    const message = toMessage(record('a', 't', () => turn++));
    const partitionMetadata = Array.from({ length: 6 }, (_, partitionId) => ({
      partitionErrorCode: 0,
      partitionId,
      leader: 1,
      replicas: [],
      isr: [],
    }));
    const place = placeOnce();
    expect(place({ topic: 't', partitionMetadata, message })).toBe(3);
    expect(place({ topic: 't', partitionMetadata, message })).toBe(3);
  });
});

describe('byTopic', () => {
  it('names each topic once and keeps the order of its records', () => {
    const messages = [placed('a', 'x', 0), placed('b', 'y', 0), placed('c', 'x', 0)];
    const topics = byTopic(messages).map(({ topic, messages: group }) => [
      topic,
      group.map(({ value }) => String(value)),
    ]);
    expect(topics).toEqual([
      ['x', ['a', 'c']],
      ['y', ['b']],
    ]);
  });
});

describe('toReceipts', () => {
  it('counts offsets within each partition, whatever order the answers come in', () => {
    const messages = [placed('a', 'x', 1), placed('b', 'y', 0), placed('c', 'x', 0), placed('d', 'x', 1)];
    const answers = [
      { topicName: 'y', partition: 0, baseOffset: '7' },
      { topicName: 'x', partition: 1, baseOffset: '100' },
      { topicName: 'x', partition: 0, baseOffset: '5' },
    ];
    expect(toReceipts(messages, answers)).toEqual([
      { id: 'a', topic: 'x', partition: 1, offset: 100, timestamp },
      { id: 'b', topic: 'y', partition: 0, offset: 7, timestamp },
      { id: 'c', topic: 'x', partition: 0, offset: 5, timestamp },
      { id: 'd', topic: 'x', partition: 1, offset: 101, timestamp },
    ]);
  });

  it('makes no receipt up where an answer is missing', () => {
    expect(() => toReceipts([placed('a', 'x', 1)], [])).toThrow('no offset for x/1');
  });
});
