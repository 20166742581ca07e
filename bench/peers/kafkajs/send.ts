import { Kafka } from 'kafkajs';
import { ordersOf, TOPIC, USUAL_BYTES } from '../../http/order.js';
import { cloudEvent } from '../../support/cloud-event.js';
import { inTurn } from '../../support/in-turn.js';
import { brokers } from '../../support/settings.js';

/** Sends one event at a time, with headers as the publisher gives it, and tells the median of how long each took, in ms. */
const producer = new Kafka({ brokers, logLevel: 0 }).producer();
await producer.connect();
const nextOrder = inTurn(ordersOf(USUAL_BYTES));
const from = performance.now() + Number(process.env['BENCH_WARM_UP_SECONDS']) * 1_000;
const to = from + Number(process.env['BENCH_SECONDS']) * 1_000;
const took: number[] = [];
for (let begun = performance.now(); begun < to; begun = performance.now()) {
  await producer.send({ topic: TOPIC, acks: -1, messages: [{ ...nextOrder(), headers: cloudEvent() }] });
  if (begun >= from) took.push(performance.now() - begun);
}
process.send?.({ p50: took.toSorted((a, b) => a - b)[Math.floor(took.length / 2)] });
await producer.disconnect();
process.disconnect();
