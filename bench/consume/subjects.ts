import { go } from '../peers/go.js';
import { spring } from '../peers/spring.js';
import { bundled, type Subject } from '../support/subject.js';

const own = (file: string): Subject['make'] => bundled(import.meta.url, `./subjects/${file}.ts`);
const peer = (file: string): Subject['make'] => bundled(import.meta.url, `../peers/${file}.ts`);

export const EVENT = 'this project, an event at a time';
export const LOGGED = 'this project, a line of log each';
export const BATCH = 'this project, batches';
export const STOCK = 'stock Nest, ValidationPipe';
export const SPRING = 'Spring Kafka, @Valid';
export const GO = 'kafka-go, checked by hand';
export const KAFKAJS = 'limit: kafkajs eachBatch, JSON.parse';
export const TOOL = 'limit: ConsumerPerformance, reads only';

export const subjects: readonly Subject[] = [
  { name: EVENT, make: own('event') },
  { name: LOGGED, make: own('logged') },
  { name: BATCH, make: own('batch') },
  { name: STOCK, make: peer('nest/consume') },
  { name: SPRING, make: spring('consume'), warmUpSeconds: 6 },
  { name: GO, make: go('consume') },
  { name: KAFKAJS, make: peer('kafkajs/consume') },
];
