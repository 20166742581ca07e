import { ProduceAcks, Producer, stringSerializers } from '@platformatic/kafka';
import { measure } from '../meter.js';
import { brokers, TOPIC } from '../record.js';

const producer = new Producer({
  clientId: 'bench',
  bootstrapBrokers: brokers,
  serializers: stringSerializers,
  idempotent: true,
  acks: ProduceAcks.ALL,
});
await measure(
  (records) => producer.send({ messages: records.map((record) => ({ topic: TOPIC, ...record })) }),
  1,
);
