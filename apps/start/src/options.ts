import { parseArgs } from 'node:util';
import { ConfigurationError } from '@app/kafka';

export interface StartOptions {
  /** End once standard input has ended and all of it has been received. */
  readonly once: boolean;
  /** End after this many milliseconds. */
  readonly forMs: number | undefined;
}

const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };
const LONGEST_TIMER_MS = 2 ** 31 - 1;
const USAGE = 'usage: npm start -- [--once] [--for 30s|2m|1h]';

/** @throws ConfigurationError */
export function parseOptions(args: readonly string[]): StartOptions {
  const values = parse(args);
  return { once: values.once ?? false, forMs: values.for === undefined ? undefined : duration(values.for) };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: { once: { type: 'boolean' }, for: { type: 'string' } } })
      .values;
  } catch {
    throw new ConfigurationError([USAGE]);
  }
}

function duration(text: string): number {
  const [, amount, unit = ''] = /^(\d+)([smh])$/.exec(text) ?? [];
  const ms = Number(amount) * (UNIT_MS[unit] ?? Number.NaN);
  if (ms >= 1 && ms <= LONGEST_TIMER_MS) return ms;
  throw new ConfigurationError([`--for takes a time such as 30s, 2m or 1h, not "${text}"`]);
}
