import { goal, medianOf, ratio } from '../record/goals.js';
import { barsOf } from '../record/plot/bars-of.js';
import type { Goal, Result, Table } from '../record/result.js';
import { spreadOf } from '../support/spread.js';
import { lackOfLoader, loader } from './load/load.js';
import { CPU, P50, P99, RATE, type Results } from './results.js';
import { BARE_FASTIFY, BARE_NODE, EXPRESS, FASTIFY, GO, PUBLISHER, SPRING } from './subjects.js';
import { ALONE, nameOf, others, USUAL } from './variation.js';

const ABOUT = `A request publishes one order and is answered once the broker has acknowledged it, by each peer's own checks
of its properties. The orders are those of a thousand customers in turn, in 6 partitions. ${loader} posts over so many
connections, each sending its next request when the last is answered, so latencies are those of a server that is busy
throughout. The broker is warmed by one of them first, then every server is started anew for each round, in another
order, warmed for 10 s (Spring for 30 s, as Java goes on compiling), and measured under each load in turn, for 3 s under the first, for 2 s after another to get used
to it under the others. The limits publish nothing. Over one connection Go
waits out the 1 ms that its writer gives a batch. This publisher answers whole bodies before Fastify sees them, so
that it can pass a bare one. CPU is that of the server process, all threads; Spring and Go use both cores where Node's
code has one.`;

export function resultOf(results: Results, missing: readonly string[]): Result {
  const usual = results.of(USUAL);
  const tables = [usual, ...others.map((each) => results.of(each))];
  return {
    title: 'HTTP: published and acknowledged',
    about: ABOUT,
    tables: tables.filter(({ rows }) => rows.length > 0),
    goals: lackOfLoader.length > 0 ? [] : goalsOf(results),
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
    missing: [...missing, ...lackOfLoader],
  };
}

function goalsOf(results: Results): Goal[] {
  const usual = results.of(USUAL);
  return [
    ...against('HTTP', usual, EXPRESS, 6),
    ...against('HTTP', usual, FASTIFY),
    ...against('HTTP', usual, SPRING, 3.5),
    ...against('HTTP', usual, GO, 1),
    ...against('HTTP', usual, BARE_FASTIFY, 0.75),
    ...against('HTTP', usual, BARE_NODE),
    // Of the peers, Go alone comes near.
    ...others.flatMap((each) => against(`HTTP, ${nameOf(each)}`, results.of(each), GO)),
    ...ratio(
      `HTTP, ${nameOf(USUAL)}, p99: ${GO} / this publisher`,
      medianOf(usual, GO, P99),
      medianOf(usual, PUBLISHER.name, P99),
    ),
    ...oneAtATime(results),
  ];
}

function against(load: string, table: Table, name: string, atLeast?: number): Goal[] {
  const rate = (server: string): number => medianOf(table, server, RATE);
  return ratio(`${load}, requests/s: this publisher / ${name}`, rate(PUBLISHER.name), rate(name), atLeast);
}

function oneAtATime(results: Results): Goal[] {
  const alone = medianOf(results.of(ALONE), PUBLISHER.name, P50);
  const send = spreadOf(results.sends).median;
  return [
    ...goal({ name: 'HTTP, one request at a time: p50', value: alone, unit: 'ms' }),
    ...goal({ name: "kafkajs' send, one at a time, without HTTP: p50", value: send, unit: 'ms' }),
    ...goal({
      name: "HTTP, one request at a time, p50: this publisher / kafkajs' send",
      value: alone / send,
      unit: 'x',
      atMost: 1.5,
    }),
  ];
}
