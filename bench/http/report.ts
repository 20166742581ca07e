import { figures, goal, medianOf, ratio } from '../record/goals.js';
import { barsOf } from '../record/plot/bars-of.js';
import type { Result, Row, Table } from '../record/result.js';
import { spreadOf } from '../support/spread.js';
import { loader, type ServerLoad } from './load/load.js';
import { BARE_FASTIFY, BARE_NODE, EXPRESS, FASTIFY, GO, PUBLISHER, SPRING } from './subjects.js';
import { ALONE, nameOf, others, USUAL, type Variation } from './variation.js';

/** A load a round, of each server in each variation. */
export class Results {
  readonly sends: number[] = [];
  private readonly loads = new Map<Variation, Map<string, ServerLoad[]>>();

  add(variation: Variation, name: string, under: ServerLoad): void {
    const servers = this.loads.get(variation) ?? new Map<string, ServerLoad[]>();
    this.loads.set(variation, servers.set(name, [...(servers.get(name) ?? []), under]));
  }

  /** The median of kafkajs' `send` without HTTP, one at a time. */
  addSend(p50: number): void {
    this.sends.push(p50);
  }

  of(variation: Variation): Table {
    const rows: Row[] = [...(this.loads.get(variation) ?? [])].map(([name, rounds]) => ({
      name,
      figures: figures(
        rounds,
        ({ perSecond }) => perSecond,
        ({ p50 }) => p50,
        ({ p99 }) => p99,
        ({ cpuMicroseconds }) => cpuMicroseconds,
        ({ rssMiB }) => rssMiB,
      ),
    }));
    return { title: nameOf(variation), columns: COLUMNS, rows };
  }
}

const RATE = 'req/s';
const P50 = 'p50 ms';
const P99 = 'p99 ms';
const CPU = 'us CPU an event';
const COLUMNS = [
  { name: RATE, digits: 0 },
  { name: P50, digits: 2 },
  { name: P99, digits: 1 },
  { name: CPU, digits: 0 },
  { name: 'RSS MiB', digits: 0 },
];

const ABOUT = `A request publishes one order and is answered once the broker has acknowledged it, by each peer's own
checks of its properties. ${loader} posts over so many connections, each sending its next request when the last is
answered, so latencies are those of a server that is busy throughout. The broker is warmed by one of them first, then every
server is started anew for each round, in another order, and warmed for 10 s. The limits publish nothing. This publisher answers whole bodies before Fastify sees them, so that it can pass
a bare one. CPU is that of the server
process, all threads; Spring and Go use both cores where Node's code has one.`;

export function resultOf(results: Results, missing: readonly string[]): Result {
  const usual = results.of(USUAL);
  const tables = [usual, ...others.map((each) => results.of(each))];
  const rate = (name: string): number => medianOf(usual, name, RATE);
  const own = rate(PUBLISHER.name);
  const against = (name: string, atLeast?: number) =>
    ratio(`HTTP, requests/s: this publisher / ${name}`, own, rate(name), atLeast);
  const alone = medianOf(results.of(ALONE), PUBLISHER.name, P50);
  const send = spreadOf(results.sends).median;
  return {
    title: 'HTTP: published and acknowledged',
    about: ABOUT,
    tables: tables.filter(({ rows }) => rows.length > 0),
    goals: [
      ...against(EXPRESS, 6),
      ...against(FASTIFY),
      ...against(SPRING, 3.5),
      ...against(GO, 1),
      ...against(BARE_FASTIFY, 0.75),
      ...against(BARE_NODE),
      ...goal({ name: 'HTTP, one request at a time: p50', value: alone, unit: 'ms' }),
      ...goal({ name: "kafkajs' send, one at a time, without HTTP: p50", value: send, unit: 'ms' }),
      ...goal({
        name: "HTTP, one request at a time, p50: this publisher / kafkajs' send",
        value: alone / send,
        unit: 'x',
        atMost: 1.5,
      }),
    ],
    plots: [
      ...barsOf(usual, RATE, {
        file: 'http',
        title: 'Events published over HTTP and acknowledged',
        axis: 'requests/s over 64 connections, 220 B, acks=all; more is better',
      }),
      ...barsOf(usual, CPU, {
        file: 'http-cpu',
        title: 'What publishing an event takes of the server process',
        axis: 'microseconds of CPU an event, 64 connections, 220 B; less is better',
      }),
      ...barsOf(usual, P99, {
        file: 'http-p99',
        title: 'How long the slowest of a hundred requests takes',
        axis: 'p99 in ms, 64 connections, 220 B; less is better',
      }),
    ],
    missing,
  };
}
