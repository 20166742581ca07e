import { describe, expect, it } from 'vitest';
import type { AbortedTransaction } from '../../client/fetch/aborted-transactions.js';
import type { BrokerPool } from './broker-pool.js';
import { fetchRecords } from './fetch-records.js';

const orders = {
  name: 'orders',
  internal: false,
  partitions: [{ id: 0, leader: 1, replicas: [1], isr: [1] }],
};

const message = (offset: number, producerId: number, more: object = {}) => ({
  offset: String(offset),
  timestamp: '0',
  key: null,
  value: Buffer.from('x'),
  headers: {},
  isControlRecord: false,
  batchContext: { producerId: String(producerId), inTransaction: true },
  ...more,
});

const marker = (offset: number, producerId: number) => message(offset, producerId, { isControlRecord: true });

/** Offsets that come of what a broker answers. */
async function offsets(
  messages: readonly object[],
  abortedTransactions: readonly AbortedTransaction[] | null,
  from = 0,
): Promise<bigint[]> {
  const partition = { partition: 0, errorCode: 0, highWatermark: '99', lastStableOffset: '99' };
  const answer = {
    responses: [{ topicName: 'orders', partitions: [{ ...partition, abortedTransactions, messages }] }],
  };
  const pool = { ask: () => Promise.resolve(answer) } as unknown as BrokerPool;
  const [fetched] = await fetchRecords(pool, orders, new Map([[0, BigInt(from)]]));
  return (fetched?.records ?? []).map(({ offset }) => offset);
}

describe('fetchRecords', () => {
  it('leaves out what was aborted, also of transactions side by side that brokers name in no order', async () => {
    const messages = [
      message(0, 1),
      message(1, 2),
      message(2, 3),
      marker(3, 2),
      message(4, 1),
      marker(5, 1),
      message(6, 1),
      marker(7, 1),
      marker(8, 3),
    ];
    const aborted = [
      { producerId: '2', firstOffset: '1' },
      { producerId: '1', firstOffset: '0' },
    ];
    expect(await offsets(messages, aborted)).toEqual([2n, 6n]);
  });

  it('knows of a transaction that ended below where it begins to read', async () => {
    const messages = [message(0, 1), marker(1, 1), message(2, 1)];
    expect(await offsets(messages, [{ producerId: '1', firstOffset: '0' }], 2)).toEqual([2n]);
  });

  it('takes records of formats older than transactions', async () => {
    const messages = [0, 1].map((offset) => message(offset, 0, { batchContext: undefined }));
    expect(await offsets(messages, null)).toEqual([0n, 1n]);
  });
});
