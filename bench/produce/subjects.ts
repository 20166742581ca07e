import { bundled, type Subject } from '../support/subject.js';

const own = bundled(import.meta.url, './subjects/producer.ts');
const peer = (file: string): Subject['make'] => bundled(import.meta.url, `../peers/${file}/produce.ts`);

export const PRODUCER = 'this producer';
export const KAFKAJS = 'kafkajs, idempotent';
export const PLATFORMATIC = '@platformatic/kafka, idempotent';

/** The others with one send at a time, as they are safe with no more. */
export const subjects: readonly Subject[] = [
  { name: PRODUCER, make: own },
  {
    name: 'this producer twice, half of the partitions each',
    make: own,
    environment: { BENCH_PRODUCERS: '2' },
  },
  { name: KAFKAJS, make: peer('kafkajs') },
  { name: PLATFORMATIC, make: peer('platformatic') },
];
