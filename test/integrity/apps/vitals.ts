import { existsSync, readdirSync } from 'node:fs';

/** What must stay the same however long a process works. */
export interface Vitals {
  readonly heapBytes: number;
  readonly rssBytes: number;
  /** Open connections and files. */
  readonly handles: number;
}

const WORD = 'vitals';
const HANDLES = '/proc/self/fd';

/** Prints them as a line, after all garbage was collected where node runs with `--expose-gc`. */
export function tellVitals(): void {
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  const handles = openHandles();
  const vitals: Vitals = { heapBytes: heapUsed + external, rssBytes: rss, handles };
  process.stdout.write(`${WORD} ${JSON.stringify(vitals)}\n`);
}

/** Those of the system, where it tells of them, as Linux does: what Node keeps for itself is in no list of its own. */
const openHandles = (): number =>
  existsSync(HANDLES)
    ? readdirSync(HANDLES).length
    : process.getActiveResourcesInfo().filter((name) => name.endsWith('Wrap')).length;

export const readVitals = (line: string): Vitals => JSON.parse(line.slice(WORD.length)) as Vitals;

export const isVitals = (line: string): boolean => line.startsWith(`${WORD} `);
