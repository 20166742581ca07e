import { bundled, type Subject } from '../support/subject.js';

const peer = (file: string): Subject['make'] => bundled(import.meta.url, `../peers/${file}.ts`);

export const LINES = 'this publisher, a stream of lines';
export const LISTS = 'this publisher, lists of 500';
export const KAFKAJS = 'limit: kafkajs, batches of 500';
export const PLATFORMATIC = 'limit: @platformatic/kafka, batches of 500';
export const TOOL = 'limit: ProducerPerformance';

/** Clients that are handed ready batches; the publisher takes the same events in by HTTP. */
export const clients: readonly Subject[] = [
  { name: KAFKAJS, make: peer('kafkajs/ingest') },
  { name: PLATFORMATIC, make: peer('platformatic/ingest') },
];
