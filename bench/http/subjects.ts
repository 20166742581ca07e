import { fileURLToPath } from 'node:url';
import { build, mainOf } from '../../apps/start/src/build.js';
import { bundle } from '../support/bundle.js';

/** A server that is measured. */
export interface Subject {
  readonly name: string;
  readonly environment?: NodeJS.ProcessEnv;
  /** Builds it, and gives back the path of what `node` runs. */
  readonly make: () => Promise<string>;
}

const bundled = (file: string) => (): Promise<string> =>
  bundle(fileURLToPath(new URL(`./subjects/${file}.ts`, import.meta.url)));

/** As production runs it. */
const publisher = async (): Promise<string> => {
  await build(['publisher'], () => undefined);
  return mainOf('publisher');
};

export const PUBLISHER = 'this publisher';
export const NOTHING = 'bare Fastify that publishes nothing';
export const STOCK = 'stock Nest on Express, emit, ValidationPipe';

export const subjects: readonly Subject[] = [
  { name: PUBLISHER, make: publisher },
  { name: NOTHING, make: bundled('fastify') },
  { name: STOCK, make: bundled('nest'), environment: { BENCH_PLATFORM: 'express' } },
  { name: 'stock Nest on Fastify', make: bundled('nest'), environment: { BENCH_PLATFORM: 'fastify' } },
];

export const kafkajsSend = bundled('kafkajs-send');
