import { Kafka } from 'kafkajs';
import { measure } from '../meter.js';
import { brokers, TOPIC } from '../record.js';

const producer = new Kafka({ brokers, logLevel: 0 }).producer({ idempotent: true, maxInFlightRequests: 1 });
await producer.connect();
await measure((messages) => producer.send({ topic: TOPIC, acks: -1, messages }), 1);
