import { Kafka } from 'kafkajs';
import { Meter } from '../../support/meter.js';
import { brokers, groupId, topic } from '../../support/settings.js';

const consumer = new Kafka({ brokers, clientId: 'bench', logLevel: 0 }).consumer({ groupId });
const meter = new Meter(() => consumer.disconnect());
await consumer.connect();
await consumer.subscribe({ topics: [topic], fromBeginning: true });
await consumer.run({
  eachBatch: ({ batch }) => {
    for (const { value } of batch.messages) JSON.parse(String(value));
    meter.add(batch.messages.length);
    return Promise.resolve();
  },
});
