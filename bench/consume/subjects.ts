/** A consumer that is measured. */
export interface Subject {
  readonly name: string;
  readonly program: URL;
  readonly environment?: NodeJS.ProcessEnv;
}

const program = (file: string): URL => new URL(`./subjects/${file}.ts`, import.meta.url);

export const EVENT = '@EventPattern';
export const LOGGED = '@EventPattern, a line of log each';
export const BATCH = '@EventPattern, batch';
export const STOCK = 'stock Nest, ValidationPipe';
export const KAFKAJS = 'kafkajs eachBatch, JSON.parse';

export const subjects: readonly Subject[] = [
  { name: EVENT, program: program('event') },
  { name: LOGGED, program: program('logged') },
  { name: BATCH, program: program('batch') },
  { name: STOCK, program: program('stock'), environment: { BENCH_VALIDATED: 'true' } },
  { name: 'stock Nest, unvalidated', program: program('stock') },
  { name: KAFKAJS, program: program('kafkajs') },
];

/** Consumers whose records come one by one. */
export const latencySubjects: readonly Subject[] = [
  { name: EVENT, program: program('latency-event') },
  { name: 'kafkajs eachMessage', program: program('latency-kafkajs') },
];
