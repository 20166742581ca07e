import { figures } from '../record/goals.js';
import type { Lines, Series } from '../record/plot/plot.js';
import type { Result, Row, Table } from '../record/result.js';
import { type Measured, rateOf } from '../support/measured.js';

/** What was found at one value of what grows. */
export interface Step {
  readonly x: number;
  readonly published?: Measured | undefined;
  readonly consumed?: Measured | undefined;
  /** Events a second of several consumers. */
  readonly together?: number;
  readonly lanes?: Measured | undefined;
  readonly order?: Measured | undefined;
}

export type Steps = Record<'partitions' | 'bytes' | 'backlog' | 'subscribers' | 'keys' | 'topics', Step[]>;

type Figure = readonly [name: string, of: (step: Step) => number];

const rate = (measured: Measured | undefined): number => (measured ? rateOf(measured) : Number.NaN);
const memory = (measured: Measured | undefined): number => measured?.rssMiB ?? Number.NaN;

const THROUGHPUT: readonly Figure[] = [
  ['published/s', ({ published }) => rate(published)],
  ['consumed/s', ({ consumed }) => rate(consumed)],
  ['RSS publisher MiB', ({ published }) => memory(published)],
  ['RSS consumer MiB', ({ consumed }) => memory(consumed)],
];

const KINDS: Readonly<Record<keyof Steps, readonly [title: string, x: string, figures: readonly Figure[]]>> =
  {
    partitions: ['Growth with partitions', 'partitions', THROUGHPUT],
    subscribers: [
      'Growth with subscribers, handlers that wait 10 ms',
      'subscribers of a group',
      [['handled/s', ({ together = Number.NaN }) => together]],
    ],
    keys: [
      'Keys in one partition, handlers that wait 5 ms',
      'keys',
      [
        ['handled/s, a lane a key', ({ lanes }) => rate(lanes)],
        ['handled/s, in the order of the partition', ({ order }) => rate(order)],
      ],
    ],
    topics: ['Growth with topics', 'topics', THROUGHPUT],
    backlog: ['Growth with the backlog', 'records in the topic', THROUGHPUT],
    bytes: ['Growth with the size of an event', 'bytes of an event', THROUGHPUT],
  };

const ABOUT = `This project by itself: one process publishes by \`EventPublisher\`, five hundred events on their way, and another handles them from the
beginning, an event at a time, validated, the first fifth to get warm, which is little of 30,000; 300,000 events of 220 B by a thousand keys in 6 partitions where nothing else is said. Each step
is measured once. Topics are of one partition where they are several. The order of a partition is kafkajs' \`eachMessage\`, which Nest's own
transport is built on.`;

export function resultOf(steps: Steps): Result {
  const kinds = Object.entries(KINDS).map(([name, kind]) => ({
    name,
    kind,
    all: steps[name as keyof Steps],
  }));
  return {
    title: 'Growth',
    about: ABOUT,
    tables: kinds.map(({ kind, all }) => tableOf(kind, all)),
    goals: [],
    plots: kinds.map(({ name, kind, all }) => plotOf(name, kind, all)),
    missing: [],
  };
}

function tableOf([title, x, kinds]: (typeof KINDS)[keyof Steps], steps: readonly Step[]): Table {
  const rows: Row[] = steps.map((step) => ({
    name: step.x.toLocaleString('en'),
    figures: figures([step], ...kinds.map(([, of]) => of)),
  }));
  return { title: `${title}: ${x}`, columns: kinds.map(([name]) => ({ name, digits: 0 })), rows };
}

function plotOf(name: string, [title, x, kinds]: (typeof KINDS)[keyof Steps], steps: readonly Step[]): Lines {
  const series = kinds.map(([label, of]): Series => {
    const points = steps.map((step) => [step.x, of(step)] as const).filter(([, y]) => Number.isFinite(y));
    return label.endsWith('MiB') ? { name: label, points, right: 'MiB' } : { name: label, points };
  });
  return { kind: 'lines', file: `growth-${name}`, title, x, y: 'events/s', series };
}
