import { spawnSync } from 'node:child_process';
import { loadByAutocannon } from './autocannon.js';
import type { Load, LoadOptions } from './figures.js';
import { loadByWrk } from './wrk.js';

/** wrk takes the least of the machine from the server; autocannon is there wherever npm is. */
const hasWrk = spawnSync('wrk', ['-v']).error === undefined;
export const loader = hasWrk ? 'wrk' : 'autocannon';

/** Posts the order over so many connections at once. @throws Error when an answer is none of success */
export const load = (options: LoadOptions): Promise<Load> =>
  hasWrk ? loadByWrk(options) : loadByAutocannon(options);
