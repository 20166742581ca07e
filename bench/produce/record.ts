import { randomUUID } from 'node:crypto';
import { ordersOf, USUAL_BYTES } from '../http/order.js';
import { inTurn } from '../support/in-turn.js';

const PARTITIONS = 6;
const nextOrder = inTurn(ordersOf(USUAL_BYTES));
const hasHeaders = process.env['BENCH_HEADERS'] === 'true';
let count = 0;

/** The next of 220 bytes of JSON. */
export function nextRecord() {
  const headers = hasHeaders ? { headers: cloudEvent() } : {};
  return { ...nextOrder(), partition: count++ % PARTITIONS, ...headers };
}

const cloudEvent = () => ({
  ce_specversion: '1.0',
  ce_id: randomUUID(),
  ce_source: '/bench',
  ce_type: 'bench.order.v1',
  'content-type': 'application/json',
});
