import { ordersOf, USUAL_BYTES } from '../http/order.js';
import { cloudEvent } from '../support/cloud-event.js';
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
