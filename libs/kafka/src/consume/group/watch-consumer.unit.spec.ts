import { EventEmitter } from 'node:events';
import kafkajs, { type Consumer } from 'kafkajs';
import { expect, it, onTestFinished, vi } from 'vitest';
import { type Watch, watchConsumer } from './watch-consumer.js';

const { events } = new kafkajs.Kafka({ brokers: ['x:1'] }).consumer({ groupId: 'g' });

function watched() {
  const emitter = new EventEmitter();
  const ignore = (): void => undefined;
  const lost = vi.fn<Watch['lost']>();
  const consumer = Object.assign(emitter, { events }) as unknown as Consumer;
  onTestFinished(
    watchConsumer(consumer, {
      joined: ignore,
      rebalancing: ignore,
      fetched: ignore,
      heartbeat: ignore,
      passed: ignore,
      lost,
    }),
  );
  return { emitter, lost };
}

it('is lost with a broker that gives no answer, once', () => {
  const { emitter, lost } = watched();
  // kafkajs' `pendingDuration` is how long it was not sent.
  const event = { timestamp: 25_020, payload: { broker: 'kafka:9092', sentAt: 10_000, pendingDuration: 0 } };
  emitter.emit(events.REQUEST_TIMEOUT, event);
  emitter.emit(events.REQUEST_TIMEOUT, event);
  expect(lost.mock.calls).toEqual([[new Error('broker kafka:9092 gave no answer for 15 s')]]);
});
