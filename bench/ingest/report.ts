import { lackOfLoader } from '../http/load/load.js';
import { figures, goal, medianOf, ratio } from '../record/goals.js';
import { barsOf } from '../record/plot/bars-of.js';
import type { Result } from '../record/result.js';
import { cpuOf, type Measured, rateOf } from '../support/measured.js';
import { KAFKAJS, LINES, LISTS, PLATFORMATIC, TOOL } from './subjects.js';

const RATE = 'events/s';
const COLUMNS = [
  { name: RATE, digits: 0 },
  { name: 'us CPU an event', digits: 1 },
  { name: 'RSS max MiB', digits: 0 },
];

const ABOUT = `Orders of 220 bytes by a thousand customers taken in by HTTP, each checked and acknowledged with a receipt of its own: as one stream of lines
(\`application/x-ndjson\`), and as JSON lists of 500 over 4 connections. The limits are clients that read no HTTP, check nothing and get the same orders
ready: batches of 500, four on their way; Kafka's ProducerPerformance as it comes, without keys. All with \`acks=all\` into 6 partitions.`;

export function resultOf(
  results: ReadonlyMap<string, readonly Measured[]>,
  missing: readonly string[],
): Result {
  const rows = [...results].map(([name, rounds]) => ({
    name,
    figures: figures(rounds, rateOf, cpuOf, ({ rssMiB }) => rssMiB),
  }));
  const table = { title: 'taken in', columns: COLUMNS, rows };
  const rate = (name: string): number => medianOf(table, name, RATE);
  const against = (one: string, other: string) => ratio(`ingest: ${one} / ${other}`, rate(one), rate(other));
  return {
    title: 'Taken in in bulk',
    about: ABOUT,
    tables: [table],
    goals: [
      ...goal({ name: `ingest: ${LINES}`, value: rate(LINES), unit: 'events/s', atLeast: 50_000 }),
      ...against(LINES, KAFKAJS),
      ...against(LINES, PLATFORMATIC),
      ...against(LINES, TOOL),
      ...(lackOfLoader.length > 0 ? [] : against(LISTS, KAFKAJS)),
    ],
    plots: barsOf(table, RATE, {
      file: 'ingest',
      title: 'Events taken in in bulk and acknowledged',
      axis: 'events/s, 220 B, acks=all; the limits check nothing; more is better',
    }),
    missing: [...missing, ...lackOfLoader],
  };
}
