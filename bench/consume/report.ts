import { type Spread, spreadOf } from '../support/spread.js';
import { table } from '../support/table.js';
import type { Measured } from './meter.js';
import { BATCH, EVENT, KAFKAJS, LOGGED, STOCK, type Subject } from './subjects.js';

const COMPARED = [
  [EVENT, STOCK],
  [LOGGED, EVENT],
  [BATCH, KAFKAJS],
] as const;

/** Medians of all rounds, least and most beside them, and how the subjects stand to each other. */
export function report(results: ReadonlyMap<Subject, readonly Measured[]>): string {
  const rates = new Map<string, Spread>();
  const rows = [...results].map(([{ name }, rounds]) => {
    const rate = spreadOf(rounds.map(({ records, seconds }) => records / seconds));
    const cpu = spreadOf(rounds.map(({ records, cpuSeconds }) => (cpuSeconds * 1e6) / records));
    rates.set(name, rate);
    return [
      name,
      thousands(rate.median),
      `${thousands(rate.least)}-${thousands(rate.most)}`,
      cpu.median.toFixed(1),
      `${cpu.least.toFixed(1)}-${cpu.most.toFixed(1)}`,
      spreadOf(rounds.map(({ rssMiB }) => rssMiB)).most.toFixed(0),
    ];
  });
  const heading = ['', 'records/s', 'spread', 'us CPU a record', 'spread', 'RSS max MiB'];
  const ratios = COMPARED.map(([one, other]) => ratio(rates, one, other)).join('');
  return `${table([heading, ...rows])}${ratios}`;
}

function ratio(rates: ReadonlyMap<string, Spread>, one: string, other: string): string {
  const of = (rates.get(one)?.median ?? Number.NaN) / (rates.get(other)?.median ?? Number.NaN);
  return Number.isNaN(of) ? '' : `${one} / ${other}: ${of.toFixed(2)}\n`;
}

const thousands = (rate: number): string => `${(rate / 1_000).toFixed(1)}k`;
