import type { EachBatchPayload, OffsetsByTopicPartition } from 'kafkajs';
import { expect, it } from 'vitest';
import { AbortedTransactions } from '../../client/fetch/aborted-transactions.js';
import { RecordBatch } from '../../client/fetch/record-batch.js';
import { LaneRunner } from '../work/lane-runner.js';
import { Turns } from '../work/turns.js';
import { Consumption } from './consumption.js';

/** What compaction leaves of the latest batch of an idempotent producer: five offsets, and no record. */
function emptied(firstOffset: number): RecordBatch {
  const header = Buffer.alloc(61);
  header.writeBigInt64BE(BigInt(firstOffset));
  header.writeInt32BE(4, 23);
  return new RecordBatch(header, Buffer.alloc(0), firstOffset, new AbortedTransactions([]));
}

it('Batches that compaction has left no record in are passed, one after the other, and committed', async () => {
  const runner = new LaneRunner(() => undefined, {
    order: 'key',
    concurrency: 1,
    turns: new Turns(),
    progressed: () => undefined,
    failed: () => undefined,
  });
  const consumption = new Consumption({
    runnerOf: () => runner,
    commitFailed: () => undefined,
    received: () => undefined,
  });
  const join = { memberId: 'a', memberAssignment: { orders: [0] } };
  consumption.joined(join as unknown as Parameters<Consumption['joined']>[0]);
  const resolved: string[] = [];
  const commits: OffsetsByTopicPartition[] = [];
  for (const from of [0, 5]) {
    await consumption.intake.eachBatch({
      batch: {
        topic: 'orders',
        partition: 0,
        fetchedOffset: String(from),
        messages: [emptied(from)],
        highWatermark: '10',
        lastOffset: () => String(from + 4),
      },
      resolveOffset: (offset: string) => void resolved.push(offset),
      heartbeat: () => Promise.resolve(),
      isStale: () => false,
      commitOffsetsIfNecessary: async (offsets: OffsetsByTopicPartition) => void commits.push(offsets),
    } as unknown as EachBatchPayload);
  }
  expect(resolved).toEqual(['4', '9']);
  // The group began there: whoever joins next and finds it there has missed nothing.
  expect(consumption.assignment.find('orders', 0)?.isCommitted(0)).toBe(true);
  consumption.rebalancing();
  expect(commits).toEqual([{ topics: [{ topic: 'orders', partitions: [{ partition: 0, offset: '10' }] }] }]);
});
