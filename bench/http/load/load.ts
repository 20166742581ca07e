import { spawnSync } from 'node:child_process';
import { usageOf } from '../../support/usage.js';
import { loadByAutocannon } from './autocannon.js';
import type { Load, LoadOptions } from './figures.js';
import { loadByWrk } from './wrk.js';

/** wrk takes the least of the machine from the server; autocannon is there wherever npm is. */
const hasWrk = spawnSync('wrk', ['-v']).error === undefined;
export const loader = hasWrk ? 'wrk' : 'autocannon';

/** Why figures are no match for those of wrk: they are put neither on record nor beside it. */
export const lackOfLoader: readonly string[] = hasWrk
  ? []
  : [
      'wrk is left out: not installed; autocannon takes its place, which counts whole milliseconds and takes far more CPU',
    ];

/** Posts a body over so many connections at once. @throws Error when an answer is none of success */
export const load = (options: LoadOptions): Promise<Load> =>
  hasWrk ? loadByWrk(options) : loadByAutocannon(options);

/** How a server did, and what it took of the machine. */
export interface ServerLoad extends Load {
  readonly cpuMicroseconds: number;
  readonly rssMiB: number;
}

export async function loadAndWatch(pid: number, options: LoadOptions): Promise<ServerLoad> {
  const before = await usageOf(pid);
  const under = await load(options);
  const after = await usageOf(pid);
  const cpuMicroseconds = ((after.cpuSeconds - before.cpuSeconds) * 1e6) / under.requests;
  return { ...under, cpuMicroseconds, rssMiB: after.rssMiB };
}
