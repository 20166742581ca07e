import { runTool } from './run-tool.js';

/**
 * Makes variables under which a program's clock is off by some seconds (https://github.com/wolfcw/libfaketime).
 * Only the time of day is: a JVM waits by the monotonic clock, and by conditions that are not to be mended for it.
 *
 * @throws Error where there is no libfaketime
 */
export async function clockVariables(): Promise<(seconds: number) => Record<string, string>> {
  const library = (await runTool('faketime', ['-m', '-f', '+0', 'printenv', 'LD_PRELOAD'])).trim();
  return (seconds) => ({
    LD_PRELOAD: library,
    FAKETIME: `${seconds < 0 ? '' : '+'}${seconds}`,
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    FAKETIME_FORCE_MONOTONIC_FIX: '0',
  });
}

/** Brokers that are started together log their first lines within this, on a busy machine too. */
const TOGETHER_S = 600;

/**
 * Asserts that clocks are off as they are to be, by the times that brokers log first: where a library cannot be
 * preloaded, the system runs the program without it. They are compared with one another, and not with ours, as a JVM
 * need not be in the time zone that Node is in.
 *
 * @throws Error telling what each has logged
 */
export function assertClocks(
  logs: ReadonlyMap<number, string>,
  seconds: Readonly<Record<number, number>>,
): void {
  const told = [...logs].map(([id, log]) => timeIn(log) - (seconds[id] ?? 0));
  if (Math.max(...told) - Math.min(...told) < TOGETHER_S) return;
  const first = [...logs].map(([id, log]) => `broker ${id}: ${log.split('\n', FIRST).join(' / ')}`);
  throw new Error(['clocks are not off as they are to be', ...first].join('\n'));
}

const FIRST = 3;

/** In seconds; NaN where there is none. */
function timeIn(log: string): number {
  const [, day, time] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)/m.exec(log) ?? [];
  return Date.parse(`${day}T${time}Z`) / 1000;
}
