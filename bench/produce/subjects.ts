/** A producer that is measured. */
export interface Subject {
  readonly name: string;
  readonly program: URL;
  readonly environment?: NodeJS.ProcessEnv;
}

const program = (file: string): URL => new URL(`./subjects/${file}.ts`, import.meta.url);

/** The others with one send at a time, as they are safe with no more. */
export const subjects: readonly Subject[] = [
  { name: 'this producer', program: program('producer') },
  {
    name: 'two of them, each with its partitions',
    program: program('producer'),
    environment: { BENCH_PRODUCERS: '2' },
  },
  { name: 'kafkajs', program: program('kafkajs') },
  { name: '@platformatic/kafka', program: program('platformatic') },
];
