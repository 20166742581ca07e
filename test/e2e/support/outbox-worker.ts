import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { createKafka, KafkaStrategy } from '@app/kafka';
import { Inbox, openDatabase, Outbox, OutboxRelay } from '@app/outbox';
import { Logger, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { MicroserviceOptions } from '@nestjs/microservices';
import { contractOf, controllerOf, type Step } from './consume-app.js';

/**
 * A process to be killed: `writer` writes orders with their events and relays them, `handler` handles those. Loads
 * all it needs, says `loaded`, and begins when it is told to.
 */
const [role = '', url = '', brokers = '', topic = '', groupId = ''] = process.argv.slice(2);
const CUSTOMERS = 10;
const WRITERS = 4;
const PAUSE_MS = 25;
const kafka = { brokers: brokers.split(','), clientId: 'worker' };
const contract = contractOf(topic, { key: ({ id }) => id });
Logger.overrideLogger(['error']);

// Whoever kills it is gone too.
process.stdin.on('end', () => process.exit());
process.stdout.write('loaded\n');
const [order] = (await once(process.stdin, 'data')) as [Buffer];
const database = await openDatabase(url);
if (role === 'handler') await handle();
else write(String(order).trim() === 'drain');
process.stdout.write('began\n');

function write(onlyRelay: boolean): void {
  const outbox = new Outbox(database, '/orders');
  const report = (line: string): void => void process.stdout.write(`${line}\n`);
  new OutboxRelay({ database, kafka: createKafka(kafka), report }).start();
  if (onlyRelay) return;
  for (let writer = 0; writer < WRITERS; writer++) void writeOn(outbox);
}

async function writeOn(outbox: Outbox): Promise<void> {
  for (;;) {
    await database.transaction((tx) => placeOrder(tx, outbox)).catch(() => undefined);
    await delay(PAUSE_MS * 2 * Math.random());
  }
}

async function placeOrder(tx: Parameters<Outbox['add']>[0], outbox: Outbox): Promise<void> {
  const customer = `customer-${Math.floor(Math.random() * CUSTOMERS)}`;
  const { rows } = await tx.query('UPDATE customers SET n = n + 1 WHERE id = $1 RETURNING n', [customer]);
  const n = Number(rows[0]?.['n']);
  const eventId = await outbox.add(tx, contract, { id: customer, n });
  await tx.query('INSERT INTO orders (customer, n, event_id) VALUES ($1, $2, $3)', [customer, n, eventId]);
  if (Math.random() < 0.1) throw new Error('taken back');
}

async function handle(): Promise<void> {
  const inbox = new Inbox(database, 'orders');
  const onOrder = controllerOf(topic, ({ id, n }: Step, context) =>
    database.transaction((tx) =>
      inbox.once(tx, context, async () => {
        await tx.query('INSERT INTO handled (customer, n) VALUES ($1, $2)', [id, n]);
        const inOrder = 'UPDATE customers SET handled = $2 WHERE id = $1 AND handled = $2 - 1 RETURNING id';
        if ((await tx.query(inOrder, [id, n])).rows.length === 1) return;
        await tx.query('UPDATE customers SET out_of_order = out_of_order + 1 WHERE id = $1', [id]);
      }),
    ),
  );
  @Module({ controllers: [onOrder] })
  class Handler {}
  const strategy = new KafkaStrategy({ ...kafka, groupId, contracts: [contract] });
  const app = await NestFactory.createMicroservice<MicroserviceOptions>(Handler, {
    logger: ['error'],
    strategy,
  });
  await app.listen();
}
