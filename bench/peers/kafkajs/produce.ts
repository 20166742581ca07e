import { Kafka } from 'kafkajs';
import { keepProducing } from '../../produce/keep-producing.js';
import { brokers, topic } from '../../support/settings.js';

const producer = new Kafka({ brokers, logLevel: 0 }).producer({ idempotent: true, maxInFlightRequests: 1 });
await producer.connect();
await keepProducing((messages) => producer.send({ topic, acks: -1, messages }), 1);
