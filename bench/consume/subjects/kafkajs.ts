import { Kafka } from 'kafkajs';
import { Meter } from '../meter.js';
import { brokers, groupId } from '../settings.js';
import { TOPIC } from '../topic.js';

const consumer = new Kafka({ brokers, clientId: 'bench', logLevel: 0 }).consumer({ groupId });
const meter = new Meter(() => consumer.disconnect());
await consumer.connect();
await consumer.subscribe({ topics: [TOPIC], fromBeginning: true });
await consumer.run({
  eachBatch: ({ batch }) => {
    for (const { value } of batch.messages) JSON.parse(String(value));
    meter.add(batch.messages.length);
    return Promise.resolve();
  },
});
