import { randomUUID } from 'node:crypto';
import { orderOf } from '../http/order.js';

const PARTITIONS = 6;
const KEYS = 1_000;
const order = orderOf(220);
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
