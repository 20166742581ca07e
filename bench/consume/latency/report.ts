import { spreadOf } from '../../support/spread.js';
import { table } from '../../support/table.js';
import type { Subject } from '../subjects.js';
import type { Latency } from './latency-meter.js';
import { RECORDS_A_SECOND } from './rate.js';

/** Medians of all rounds, least and most beside them. */
export function latencyReport(results: ReadonlyMap<Subject, readonly Latency[]>): string {
  const rows = [...results].map(([{ name }, rounds]) => [
    name,
    ...cells(rounds.map(({ p50 }) => p50)),
    ...cells(rounds.map(({ p99 }) => p99)),
  ]);
  return rows.length === 0 ? '' : `\n${table([[HEADING, 'p50 ms', 'spread', 'p99 ms', 'spread'], ...rows])}`;
}

const HEADING = `at ${RECORDS_A_SECOND} records/s`;

function cells(figures: readonly number[]): string[] {
  const { median, least, most } = spreadOf(figures);
  return [median.toFixed(1), `${least.toFixed(1)}-${most.toFixed(1)}`];
}
