import { Argument, Command, InvalidArgumentError, Option } from 'commander';

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

/** Ends the process, with one line, for what there is not, and for `--help`. */
export function readOptions(args: readonly string[], known: readonly string[]): Options {
  const program = new Command('npm run test:integrity --')
    .description('Tries to lose an event, by every fault there is, on clusters of three brokers each.')
    .addArgument(new Argument('[scenario...]', 'all of them unless some are named').choices(known))
    .addOption(
      new Option('--seed <number>', 'the same leaves the same to chance')
        .argParser(numberOf)
        .default(Math.floor(Math.random() * SEEDS), 'a random one'),
    )
    .option('--minutes <number>', 'how long the soak lasts', numberOf, SOAK_MINUTES)
    .option('--write', 'write docs/integrity.md and its JSON, of the scenarios that passed', false)
    .addHelpText(
      'after',
      '\nThose with a disk need the right to mount and mke2fs, broker-clocks-off needs faketime; ' +
        'what cannot be run is skipped, and said.',
    )
    .parse(args, { from: 'user' });
  return { names: program.args, ...program.opts<Omit<Options, 'names'>>() };
}

/** What runs the same again. */
export const commandOf = ({ seed, minutes }: Options, names: readonly string[]): string =>
  [
    `npm run test:integrity -- --seed ${seed}`,
    ...(minutes === SOAK_MINUTES ? [] : [`--minutes ${minutes}`]),
    ...names,
  ].join(' ');

function numberOf(text: string): number {
  const number = Number(text);
  if (Number.isFinite(number) && number >= 0 && text.trim() !== '') return number;
  throw new InvalidArgumentError('a number from 0 is meant.');
}
