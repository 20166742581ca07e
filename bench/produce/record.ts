import { randomUUID } from 'node:crypto';
import { order } from '../http/order.js';

export const TOPIC = 'bench-produce';
/** What the parent process says to a producer. */
export const brokers = (process.env['BENCH_BROKERS'] ?? '').split(',');

const PARTITIONS = 6;
const KEYS = 1_000;
const hasHeaders = process.env['BENCH_HEADERS'] === 'true';
let count = 0;

/** The next of 220 bytes of JSON. */
export function nextRecord() {
  const n = count++;
  const headers = hasHeaders ? { headers: cloudEvent() } : {};
  return { key: `customer-${n % KEYS}`, value: order, partition: n % PARTITIONS, ...headers };
}

const cloudEvent = () => ({
  ce_specversion: '1.0',
  ce_id: randomUUID(),
  ce_source: '/bench',
  ce_type: 'bench.order.v1',
  'content-type': 'application/json',
});
