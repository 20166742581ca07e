import { figures, medianOf, ratio } from '../record/goals.js';
import { barsOf } from '../record/plot/bars-of.js';
import type { Result } from '../record/result.js';
import { cpuOf, type Measured, rateOf } from '../support/measured.js';
import { BATCH, EVENT, GO, KAFKAJS, LOGGED, SPRING, STOCK } from './subjects.js';

const RATE = 'records/s';
const CPU = 'us CPU a record';
const COLUMNS = [
  { name: RATE, digits: 0 },
  { name: CPU, digits: 1 },
  { name: 'RSS max MiB', digits: 0 },
];

const ABOUT = `A new group reads a topic of a million orders of 220 bytes, with the headers of CloudEvents, in 6 partitions, from its
beginning, and checks every property of each; what is not said to be a limit hands it to a handler as an object of its class. One
consumer in one process, by each peer's own defaults. Counted once 400,000 records or 6 s of them (Spring: always 6 s) have warmed it, for 6 s or
until the end.`;

export function resultOf(
  results: ReadonlyMap<string, readonly Measured[]>,
  missing: readonly string[],
): Result {
  const rows = [...results].map(([name, rounds]) => ({
    name,
    figures: figures(rounds, rateOf, cpuOf, ({ rssMiB }) => rssMiB),
  }));
  const table = { title: 'consumer', columns: COLUMNS, rows };
  const against = (one: string, other: string, atLeast?: number) =>
    ratio(`consume: ${one} / ${other}`, medianOf(table, one, RATE), medianOf(table, other, RATE), atLeast);
  return {
    title: 'Consumed and validated',
    about: ABOUT,
    tables: [table],
    goals: [
      ...against(EVENT, STOCK, 7),
      ...against(EVENT, SPRING, 1.8),
      ...against(EVENT, GO),
      ...against(LOGGED, EVENT, 0.5),
      ...against(BATCH, KAFKAJS, 0.75),
    ],
    plots: [
      ...barsOf(table, RATE, {
        file: 'consume',
        title: 'Events consumed and validated',
        axis: 'records/s of one consumer, 220 B, 6 partitions; more is better',
      }),
      ...barsOf(table, CPU, {
        file: 'consume-cpu',
        title: 'What consuming an event takes of the process',
        axis: 'microseconds of CPU a record; less is better',
      }),
    ],
    missing,
  };
}
