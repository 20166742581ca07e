import { originalProgram } from '../peers/go.js';
import type { Program } from '../support/program.js';
import { bundled, type Subject } from '../support/subject.js';

/** What sends, where that is not the subject itself. */
export interface LatencySubject extends Subject {
  readonly makeSender?: Subject['make'];
}

const own = (file: string): Subject['make'] => bundled(import.meta.url, `./subjects/${file}.ts`);
const peer = (file: string): Subject['make'] => bundled(import.meta.url, `../peers/${file}.ts`);

/** The original itself is built by Go; a program of Node types into it. */
const original: Subject['make'] = async (nodeOptions): Promise<Program> => {
  const { command, args, tells } = await peer('original/latency')(nodeOptions);
  return { command: 'env', args: [`BENCH_PROGRAM=${await originalProgram()}`, command, ...args], tells };
};

export const OWN = 'this project';
export const STOCK = 'stock Nest';
const ORIGINAL = 'the original Go program';
export const ORIGINAL_QUICK = 'the original, 1 ms batch time';
export const TOOL = "Kafka's EndToEndLatency";

export const subjects: readonly LatencySubject[] = [
  { name: OWN, make: own('receive'), makeSender: own('send') },
  { name: STOCK, make: peer('nest/latency-receive'), makeSender: peer('nest/latency-send') },
  { name: ORIGINAL_QUICK, make: original, environment: { BENCH_BATCH_TIMEOUT: '1ms' } },
  { name: ORIGINAL, make: original },
];
