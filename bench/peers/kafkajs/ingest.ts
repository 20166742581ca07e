import { Kafka } from 'kafkajs';
import { AT_ONCE, BATCH, nextBatch } from '../../ingest/batches.js';
import { keepSending } from '../../support/keep-sending.js';
import { brokers, topic } from '../../support/settings.js';

const producer = new Kafka({ brokers, clientId: 'bench', logLevel: 0 }).producer();
await producer.connect();
await keepSending(() => producer.send({ topic, acks: -1, messages: nextBatch() }), BATCH, AT_ONCE);
