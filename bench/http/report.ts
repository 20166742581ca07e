import type { Alone } from './alone.js';
import { spreadOf } from '../support/spread.js';
import { table } from '../support/table.js';
import type { Load } from './load/figures.js';
import { loader } from './load/load.js';
import { NOTHING, PUBLISHER, STOCK } from './subjects.js';

export interface Results {
  /** A load a round. */
  readonly servers: Map<string, Load[]>;
  /** Lines the publisher acknowledged in a second of a stream. */
  readonly lines: number[];
}

/** Medians of all rounds, least and most beside them, and how the publisher stands to the others. */
export function report({ servers, lines }: Results, alone: Alone | undefined): string {
  const rate = (name: string): number =>
    spreadOf((servers.get(name) ?? []).map((each) => each.perSecond)).median;
  const rows = [...servers].map(([name, loads]) => {
    const { median, least, most } = spreadOf(loads.map(({ perSecond }) => perSecond));
    return [
      name,
      whole(median),
      `${whole(least)}-${whole(most)}`,
      spreadOf(loads.map(({ p50 }) => p50)).median.toFixed(1),
      spreadOf(loads.map(({ p99 }) => p99)).median.toFixed(1),
      (median / rate(STOCK)).toFixed(2),
      (median / rate(NOTHING)).toFixed(2),
    ];
  });
  const heading = [
    `64 connections, ${loader}`,
    'req/s',
    'spread',
    'p50 ms',
    'p99 ms',
    '/ stock',
    '/ nothing',
  ];
  const stream = spreadOf(lines);
  return (
    table([heading, ...rows]) +
    `${PUBLISHER}, stream of lines: ${whole(stream.median)} acknowledged/s (${whole(stream.least)}-${whole(stream.most)})\n` +
    (alone ? aloneLine(alone) : '')
  );
}

function aloneLine({ publisher, kafkajs }: Alone): string {
  const one = spreadOf(publisher).median;
  const raw = spreadOf(kafkajs).median;
  return `${PUBLISHER}, one request at a time: p50 ${one.toFixed(2)} ms; kafkajs send ${raw.toFixed(2)} ms; ratio ${(one / raw).toFixed(2)}\n`;
}

const whole = (rate: number): string => Math.round(rate).toLocaleString('en');
