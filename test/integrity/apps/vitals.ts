/** What must stay the same however long a process works. */
export interface Vitals {
  readonly heapBytes: number;
  readonly rssBytes: number;
  /** Of connections and files. */
  readonly handles: number;
}

const WORD = 'vitals';

/** Prints them as a line, after all garbage was collected where node runs with `--expose-gc`. */
export function tellVitals(): void {
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  const handles = process.getActiveResourcesInfo().filter((name) => name.endsWith('Wrap')).length;
  const vitals: Vitals = { heapBytes: heapUsed + external, rssBytes: rss, handles };
  process.stdout.write(`${WORD} ${JSON.stringify(vitals)}\n`);
}

export const readVitals = (line: string): Vitals => JSON.parse(line.slice(WORD.length)) as Vitals;

export const isVitals = (line: string): boolean => line.startsWith(`${WORD} `);
