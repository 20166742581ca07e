import { Producer, stringSerializers } from '@platformatic/kafka';
import { AT_ONCE, BATCH, nextBatch } from '../../ingest/batches.js';
import { keepSending } from '../../support/keep-sending.js';
import { brokers, topic } from '../../support/settings.js';

const producer = new Producer({
  clientId: 'bench',
  bootstrapBrokers: brokers,
  serializers: stringSerializers,
  acks: -1,
});
await keepSending(
  () => producer.send({ messages: nextBatch().map((order) => ({ topic, ...order })) }),
  BATCH,
  AT_ONCE,
);
