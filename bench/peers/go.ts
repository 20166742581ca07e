import { fileURLToPath } from 'node:url';
import { buildForeign } from '../support/foreign.js';
import type { Subject } from '../support/subject.js';

const BINARY = 'bench';

const buildGo = (name: string, source: URL): Promise<string> =>
  buildForeign(name, {
    source: fileURLToPath(source),
    command: 'go',
    args: ['build', '-buildvcs=false', '-o', BINARY],
    version: 'version',
  });

/** net/http and kafka-go. */
export const go =
  (mode: 'http' | 'consume'): Subject['make'] =>
  async () => ({
    command: `${await buildGo('go', new URL('./go/', import.meta.url))}/${BINARY}`,
    args: [mode],
    tells: 'line',
  });

/** The program this project grew from. */
export const originalProgram = async (): Promise<string> =>
  `${await buildGo('original', new URL('../../test/e2e/peers/go', import.meta.url))}/${BINARY}`;
