import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { randomInt, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { firstHeader } from '@app/kafka';
import { type Database, openDatabase } from '@app/outbox';
import { expect, inject, it, onTestFinished } from 'vitest';
import { bundle } from '../../bench/support/bundle.js';
import { until } from './support/consume-app.js';
import { Postgres } from './support/postgres.js';
import { allOf, makeTopic } from './support/records.js';

const KILLS = 100;
/** One in so many kills is the handler's too. */
const HANDLER_KILLS = 4;
const LONGEST_LIFE_MS = 900;
const CUSTOMERS = 10;

/** Another one kills at other times; `OUTBOX_SEED` repeats one. */
const seed = Number(process.env['OUTBOX_SEED'] ?? randomInt(2 ** 31));

const TABLES = [
  `CREATE TABLE customers (id text PRIMARY KEY, n int NOT NULL DEFAULT 0, handled int NOT NULL DEFAULT 0,
     out_of_order int NOT NULL DEFAULT 0)`,
  `INSERT INTO customers (id) SELECT 'customer-' || i FROM generate_series(0, ${CUSTOMERS - 1}) AS i`,
  'CREATE TABLE orders (customer text, n int, event_id text NOT NULL UNIQUE, PRIMARY KEY (customer, n))',
  'CREATE TABLE handled (customer text, n int)',
];

/** mulberry32: numbers from 0 to 1 that follow from the seed. */
function randomFrom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A process that has loaded its program and waits to be told to begin. */
class Victim {
  private readonly child: ChildProcessWithoutNullStreams;
  readonly said: string[] = [];
  private readonly ended: Promise<unknown>;

  constructor(program: string, args: readonly string[]) {
    this.child = spawn(process.execPath, [program, ...args]);
    this.ended = once(this.child, 'close');
    createInterface(this.child.stdout).on('line', (line) => this.said.push(line));
    this.child.stderr.pipe(process.stderr);
    onTestFinished(() => this.kill());
  }

  async begin(order = 'begin'): Promise<void> {
    await until(() => this.said.includes('loaded'));
    this.child.stdin.write(`${order}\n`);
    await until(() => this.said.includes('began'));
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }
}

/** Events that a relay found in the log, published by one that was killed before it could remove them. */
const foundBy = ({ said }: Victim): number =>
  said.reduce((sum, line) => sum + Number(/^(\d+) events were in the log already$/.exec(line)?.[1] ?? 0), 0);

async function count(database: Database, from: string): Promise<number> {
  const { rows } = await database.query(`SELECT count(*) AS count FROM ${from}`);
  return Number(rows[0]?.['count']);
}

it(
  `orders, their events and what came of them agree after ${KILLS} kills at any moment (OUTBOX_SEED=${seed})`,
  { timeout: 900_000 },
  async () => {
    const random = randomFrom(seed);
    const brokers = inject('brokers');
    const program = await bundle(new URL('support/outbox-worker.ts', import.meta.url).pathname);
    const postgres = await Postgres.start();
    onTestFinished(() => postgres.end());
    const database = await openDatabase(postgres.url);
    onTestFinished(() => database.close());
    database.declare([...TABLES, ...database.tables.outbox]);
    await database.query('SELECT 1');
    const topic = await makeTopic(brokers, `kills-${randomUUID()}`, 4);
    const args = [postgres.url, brokers.join(','), topic];
    const newWriter = (): Victim => new Victim(program, ['writer', ...args]);
    // A group of its own, since a killed member holds up its group for 10 s; so all is handled from the beginning.
    const newHandler = (): Victim => new Victim(program, ['handler', ...args, randomUUID()]);

    let [writer, nextWriter, handler, nextHandler] = [newWriter(), newWriter(), newHandler(), newHandler()];
    let found = 0;
    await handler.begin();
    for (let kill = 1; kill <= KILLS; kill++) {
      await writer.begin();
      await delay(random() * LONGEST_LIFE_MS);
      await writer.kill();
      found += foundBy(writer);
      [writer, nextWriter] = [nextWriter, newWriter()];
      if (kill % HANDLER_KILLS > 0) continue;
      await handler.kill();
      [handler, nextHandler] = [nextHandler, newHandler()];
      await handler.begin();
    }
    await writer.begin('drain');
    await until(async () => (await count(database, 'outbox')) === 0);
    const orders = (await database.query('SELECT customer, n, event_id FROM orders ORDER BY customer, n'))
      .rows;
    await until(async () => (await count(database, 'handled')) >= orders.length);
    await handler.kill();
    await nextHandler.begin();
    await until(async () => (await count(database, 'inbox')) >= orders.length);

    // In the log: every order by the one id of its row, in the order of its key, and nothing else.
    const log = (await allOf(brokers, topic)).map(({ key, headers }) => ({
      customer: String(key),
      id: String(firstHeader(headers, 'ce_id')),
    }));
    const firsts = [...new Map(log.map((event) => [event.id, event])).values()];
    for (let index = 0; index < CUSTOMERS; index++) {
      const idsOf = (events: typeof firsts) =>
        events.filter(({ customer }) => customer === `customer-${index}`).map(({ id }) => id);
      expect(idsOf(firsts)).toEqual(
        idsOf(orders.map(({ customer, event_id }) => ({ customer: String(customer), id: String(event_id) }))),
      );
    }
    const doubles = log.length - firsts.length;
    process.stdout.write(
      `${orders.length} orders, ${log.length} records, ${doubles} twice; ${found} found in the log; seed ${seed}\n`,
    );

    // At the handler: every order once, in the order of its key.
    expect(await count(database, 'handled')).toBe(orders.length);
    expect(await count(database, '(SELECT DISTINCT customer, n FROM handled) AS h')).toBe(orders.length);
    expect(await count(database, 'customers WHERE out_of_order > 0 OR handled <> n')).toBe(0);
    expect(doubles).toBe(0);
  },
);
