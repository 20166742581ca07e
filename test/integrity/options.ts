import { parseArgs } from 'node:util';

export interface Options {
  /** Names of scenarios; none for all. */
  readonly names: readonly string[];
  readonly seed: number;
  /** Of the soak. */
  readonly minutes: number;
  /** Whether docs/integrity.md and docs/integrity.json are written. */
  readonly write: boolean;
}

export const SOAK_MINUTES = 5;
const SEEDS = 1_000_000;

/** @throws Error for an option that there is not */
export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      seed: { type: 'string', default: String(Math.floor(Math.random() * SEEDS)) },
      minutes: { type: 'string', default: String(SOAK_MINUTES) },
      write: { type: 'boolean', default: false },
    },
  });
  return {
    names: positionals,
    seed: numberOf('seed', values.seed),
    minutes: numberOf('minutes', values.minutes),
    write: values.write,
  };
}

function numberOf(name: string, text: string): number {
  const number = Number(text);
  if (Number.isFinite(number) && number >= 0) return number;
  throw new Error(`--${name} is a number, not '${text}'`);
}
