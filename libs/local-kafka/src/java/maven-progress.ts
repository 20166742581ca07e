const BYTES = new Map([
  ['B', 1],
  ['kB', 1e3],
  ['MB', 1e6],
  ['GB', 1e9],
]);

export interface Progress {
  readonly files: number;
  readonly bytes: number;
}

/** Counts a line of Maven's batch output in: `Downloaded from central: https://... (1.2 MB at 3.4 MB/s)`. */
export function countDownload(progress: Progress, line: string): Progress {
  const size = /Downloaded from \S+: \S+ \(([\d.]+) (\w+)/.exec(line);
  if (!size) return progress;
  const [, amount, unit = ''] = size;
  return {
    files: progress.files + 1,
    bytes: progress.bytes + Number(amount) * (BYTES.get(unit) ?? 0),
  };
}

/** What went wrong in Maven's own words, without its prefix and its hints; undefined when it gave none. */
export function mavenError(output: string): string | undefined {
  const error = /^\[ERROR\] (.+)$/m.exec(output)?.[1];
  return error?.replace(/ -> \[Help \d+\]$/, '');
}

export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
