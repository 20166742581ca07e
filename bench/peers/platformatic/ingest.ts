import { Producer, stringSerializers } from '@platformatic/kafka';
import { orderOf } from '../../http/order.js';
import { AT_ONCE, BATCH } from '../../ingest/batches.js';
import { keepSending } from '../../support/keep-sending.js';
import { brokers, topic } from '../../support/settings.js';

const value = orderOf(220);
let next = 0;
const producer = new Producer({
  clientId: 'bench',
  bootstrapBrokers: brokers,
  serializers: stringSerializers,
  acks: -1,
});
await keepSending(
  () => {
    const messages = Array.from({ length: BATCH }, () => ({
      topic,
      key: `customer-${next++ % 1_000}`,
      value,
    }));
    return producer.send({ messages });
  },
  BATCH,
  AT_ONCE,
);
