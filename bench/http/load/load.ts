import { spawnSync } from 'node:child_process';
import { loadByAutocannon } from './autocannon.js';
import { loadByWrk } from './wrk.js';

export interface LoadOptions {
  readonly url: string;
  readonly connections: number;
  readonly seconds: number;
}

/** How a server did under load. */
export interface Load {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** wrk takes the least of the machine from the server; autocannon is there wherever npm is. */
const hasWrk = spawnSync('wrk', ['-v']).error === undefined;
export const loader = hasWrk ? 'wrk' : 'autocannon';

/** Posts the order over so many connections at once. @throws Error when an answer is none of success */
export const load = (options: LoadOptions): Promise<Load> =>
  hasWrk ? loadByWrk(options) : loadByAutocannon(options);
