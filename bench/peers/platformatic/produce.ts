import { ProduceAcks, Producer, stringSerializers } from '@platformatic/kafka';
import { keepProducing } from '../../produce/keep-producing.js';
import { brokers, topic } from '../../support/settings.js';

const producer = new Producer({
  clientId: 'bench',
  bootstrapBrokers: brokers,
  serializers: stringSerializers,
  idempotent: true,
  acks: ProduceAcks.ALL,
});
await keepProducing(
  (records) => producer.send({ messages: records.map((record) => ({ topic, ...record })) }),
  1,
);
