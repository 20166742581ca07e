import { figures, goal, medianOf, ratio } from '../record/goals.js';
import { barsOf } from '../record/plot/bars-of.js';
import type { Goal, Result, Table } from '../record/result.js';
import type { MeasuredLatency } from './measured-latency.js';
import { ORIGINAL_QUICK, OWN, STOCK, subjects, TOOL } from './subjects.js';

/** A latency a round, by load and subject. */
export type Results = Map<string, Map<string, MeasuredLatency[]>>;

export const CALM = '1 event/s';
export const STEADY = '200 events/s';
export const BUSY = '2,000 events/s';
export const ALONE = 'one after the other';

const P50 = 'p50 ms';
const P99 = 'p99 ms';
const COLUMNS = [
  { name: P50, digits: 1 },
  { name: P99, digits: 1 },
  { name: 'most ms', digits: 1 },
  { name: 'not there at the end', digits: 0 },
];

const ABOUT = `From when an event was due to be published, by a clock that waits for nobody, until its handler is called, in another process:
\`EventPublisher.publish\` to \`@EventPattern\`, \`ClientKafka.emit\` to stock Nest's, lines typed into the original Go program to lines its consumer
prints. Recorded by HdrHistogram. As it is counted from when an event was due, one that waited behind a slow one counts with that wait, and
what has not arrived two seconds after the end counts with the time it is overdue, whatever came after it: no coordinated omission. The original publishes a line at a time
and kafka-go waits a second for more to come; with \`-batch-timeout 1ms\` it does not. Kafka's own EndToEndLatency sends the next record when
it has read the last, prints whole milliseconds, and cannot be corrected.`;

export function resultOf(results: Results, missing: readonly string[]): Result {
  const tables = [CALM, STEADY, BUSY, ALONE].flatMap((load) => tableOf(results, load));
  const table = (load: string): Table | undefined => tables.find(({ title }) => title === load);
  const p50 = (load: string, name: string): number => medianOf(table(load), name, P50);
  const own = (load: string, column: string, atMost?: number): Goal[] =>
    goal({
      name: `latency at ${load}: ${column}`,
      value: medianOf(table(load), OWN, column),
      unit: 'ms',
      ...(atMost === undefined ? {} : { atMost }),
    });
  const faster = (load: string, name: string): Goal[] =>
    ratio(`latency at ${load}, p50: ${name} / ${OWN}`, p50(load, name), p50(load, OWN));
  return {
    title: 'End-to-end latency',
    about: ABOUT,
    tables,
    goals: [
      ...own(CALM, P50),
      ...own(STEADY, P50, 3),
      ...own(STEADY, P99, 15),
      ...own(BUSY, P50),
      ...own(BUSY, P99),
      ...faster(STEADY, STOCK),
      ...faster(STEADY, ORIGINAL_QUICK),
      ...faster(BUSY, STOCK),
    ],
    plots: [STEADY, BUSY].flatMap((load) => plotsOf(table(load), load)),
    missing,
  };
}

function tableOf(results: Results, load: string): Table[] {
  const found = results.get(load);
  const names = [...subjects.map(({ name }) => name), TOOL].filter((name) => found?.has(name));
  const rows = names.map((name) => ({
    name,
    figures: figures(
      found?.get(name) ?? [],
      (round) => round.p50,
      (round) => round.p99,
      (round) => round.most,
      (round) => round.missing,
    ),
  }));
  return rows.length === 0 ? [] : [{ title: load, columns: COLUMNS, rows }];
}

/** Where one takes minutes, the others are too short to be seen: bars of those that keep up. */
function plotsOf(table: Table | undefined, load: string) {
  if (!table) return [];
  const rows = table.rows.filter((row) => (row.figures[3]?.most ?? 0) === 0);
  const file = `latency-${load.replace(/\D/g, '')}`;
  const axis = 'ms until the handler is called; who keeps up with the rate; less is better';
  const kept = { ...table, rows };
  return [
    ...barsOf(kept, P50, { file, title: `End-to-end latency at ${load}, median`, axis }),
    ...barsOf(kept, P99, {
      file: `${file}-p99`,
      title: `End-to-end latency at ${load}, 99th percentile`,
      axis,
    }),
  ];
}
