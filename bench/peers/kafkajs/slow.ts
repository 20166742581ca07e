import { setTimeout as wait } from 'node:timers/promises';
import { Kafka } from 'kafkajs';
import { handlerMs, topics } from '../../growth/settings.js';
import { Meter } from '../../support/meter.js';
import { brokers, groupId } from '../../support/settings.js';

/** `eachMessage`, which Nest's own transport is built on: a partition's records one after the other. */
const consumer = new Kafka({ brokers, clientId: 'bench', logLevel: 0 }).consumer({ groupId });
const meter = new Meter(() => consumer.disconnect(), 1);
await consumer.connect();
await consumer.subscribe({ topics, fromBeginning: true });
await consumer.run({
  eachMessage: async ({ message }) => {
    JSON.parse(String(message.value));
    await wait(handlerMs);
    meter.add();
  },
});
