import { Kafka } from 'kafkajs';
import { orderOf } from '../../http/order.js';
import { AT_ONCE, BATCH } from '../../ingest/batches.js';
import { keepSending } from '../../support/keep-sending.js';
import { brokers, topic } from '../../support/settings.js';

const value = orderOf(220);
let next = 0;
const producer = new Kafka({ brokers, clientId: 'bench', logLevel: 0 }).producer();
await producer.connect();
await keepSending(
  () => {
    const messages = Array.from({ length: BATCH }, () => ({ key: `customer-${next++ % 1_000}`, value }));
    return producer.send({ topic, acks: -1, messages });
  },
  BATCH,
  AT_ONCE,
);
