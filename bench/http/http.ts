import { parseArgs } from 'node:util';
import { LocalKafka } from '@app/local-kafka';
import { startServer } from '../support/server.js';
import { type Alone, measureAlone } from './alone.js';
import { uploadLines } from './load/lines.js';
import type { Load } from './load/figures.js';
import { load } from './load/load.js';
import { PATH } from './order.js';
import { report, type Results } from './report.js';
import { PUBLISHER, type Subject, subjects } from './subjects.js';

const CONNECTIONS = 64;
const WARM_UP_SECONDS = 2;

/**
 * Has each server take the same order over 64 connections, in turns, each time in a new process beside the same
 * broker; then the publisher a stream of lines, and one request at a time beside kafkajs alone.
 *
 * `--rounds`, `--seconds` of measuring, `--lines` of a stream, `--only` subjects whose name has this in it,
 * `--node` an option for the processes that are measured.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '4' },
      lines: { type: 'string', default: '200000' },
      only: { type: 'string', default: '' },
      node: { type: 'string', multiple: true, default: [] },
    },
  });
  const chosen = subjects.filter(({ name }) => name.includes(values.only));
  const mains = new Map<Subject, string>();
  for (const subject of chosen) mains.set(subject, await subject.make());

  const kafka = await LocalKafka.start();
  const brokers = { KAFKA_BROKERS: kafka.bootstrap.join(',') };
  const results: Results = { servers: new Map(), lines: [] };
  let alone: Alone | undefined;
  try {
    for (let round = 1; round <= Number(values.rounds); round++) {
      for (const [{ name, environment }, main] of mains) {
        const server = await startServer(main, { ...brokers, ...environment }, values.node);
        try {
          const url = `${server.origin}${PATH}`;
          await load({ url, connections: CONNECTIONS, seconds: WARM_UP_SECONDS });
          const under = await load({ url, connections: CONNECTIONS, seconds: Number(values.seconds) });
          addTo(results.servers, name, under);
          if (name !== PUBLISHER) continue;
          results.lines.push(await uploadLines(url, Number(values.lines)));
        } finally {
          await server.stop();
        }
      }
    }
    for (const [{ name }, main] of mains) if (name === PUBLISHER) alone = await measureAlone(main, brokers);
  } finally {
    await kafka.stop();
  }
  process.stdout.write(report(results, alone));
}

function addTo(servers: Map<string, Load[]>, name: string, under: Load): void {
  const loads = servers.get(name) ?? [];
  servers.set(name, loads);
  loads.push(under);
}
