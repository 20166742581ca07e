import { Kafka } from 'kafkajs';
import { LatencyMeter } from '../latency/latency-meter.js';
import { brokers, groupId, latencyTopic } from '../settings.js';

const consumer = new Kafka({ brokers, clientId: 'bench', logLevel: 0 }).consumer({ groupId });
const meter = new LatencyMeter(() => consumer.disconnect());
await consumer.connect();
await consumer.subscribe({ topics: [latencyTopic], fromBeginning: true });
await consumer.run({
  eachMessage: ({ message }) => {
    const order = JSON.parse(String(message.value)) as { customerId: string };
    meter.add(order.customerId);
    return Promise.resolve();
  },
});
