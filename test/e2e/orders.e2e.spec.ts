import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DATABASE, type Database } from '@app/outbox';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { bootPublisher, bootSubscriber } from './support/boot.js';
import { until } from './support/consume-app.js';
import { LogCollector } from './support/log-collector.js';
import { onPresent, postgresIsPresent, sharedPostgres } from './support/postgres.js';
import { readTopic } from './support/read-topic.js';

const brokers = inject('brokers');
const nobody = ['127.0.0.1:1'];
const postgres = sharedPostgres();

const newOrder = () => ({
  orderId: randomUUID(),
  customerId: 'alice',
  items: [{ sku: 'tea', quantity: 2 }],
});

const place = (publisher: NestFastifyApplication, payload: object | string, type = 'application/json') =>
  publisher.inject({ method: 'POST', url: '/orders', headers: { 'content-type': type }, payload });

/** All apps of a process log to the logger of the latest. */
async function publisherOn(
  databaseUrl: string,
  logger = new LogCollector(),
): Promise<NestFastifyApplication> {
  const publisher = await bootPublisher({ brokers, logger, databaseUrl });
  onTestFinished(() => publisher.close());
  return publisher;
}

/** Ids of the events of an order that are in the log; waits for the first. */
async function eventsOf(orderId: string): Promise<string[]> {
  const records = await readTopic(brokers, 'order-placed', ({ value }) => String(value).includes(orderId));
  return records.map(({ headers }) => String(headers?.['ce_id']));
}

async function inFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'orders-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return `file:${folder}/orders.sqlite`;
}

describe.each(
  onPresent([
    { name: 'PostgreSQL', urlOf: async () => postgres().url },
    { name: 'SQLite', urlOf: inFile },
  ]),
)('POST /orders with $name', ({ urlOf }) => {
  it('places an order with its event, once, and the subscriber keeps it once', async () => {
    const url = await urlOf();
    const logger = new LogCollector();
    const subscriber = await bootSubscriber({
      brokers,
      logger,
      groupId: `orders-${randomUUID()}`,
      databaseUrl: url,
    });
    onTestFinished(() => subscriber.close());
    const publisher = await publisherOn(url, logger);
    const order = newOrder();

    const first = await place(publisher, order);
    expect(first.statusCode).toBe(201);
    const { eventId } = first.json<{ eventId: string }>();
    expect(first.json()).toEqual({ orderId: order.orderId, eventId });
    await logger.line(`received: order ${order.orderId} of alice`);
    const again = await place(publisher, { ...order });
    expect([again.statusCode, again.json()]).toEqual([200, first.json()]);

    expect(await eventsOf(order.orderId)).toEqual([eventId]);
    const database = subscriber.get<Database>(DATABASE);
    const kept = 'SELECT content FROM received_orders WHERE order_id = $1';
    const { rows } = await database.query(kept, [order.orderId]);
    expect(rows.map(({ content }) => JSON.parse(String(content)) as unknown)).toEqual([order]);
  });

  it('says what is wrong with an order, and writes nothing', async () => {
    const publisher = await publisherOn(await urlOf());
    const order = newOrder();
    await place(publisher, order);
    const answers = await Promise.all([
      place(publisher, { ...order, customerId: 'bob' }),
      place(publisher, { ...newOrder(), items: [] }),
      place(publisher, '{'),
      place(publisher, 'tea', 'text/plain'),
      place(publisher, ''),
    ]);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([409, 422, 400, 415, 400]);
    for (const { headers } of answers) expect(headers['content-type']).toContain('application/problem+json');
    expect(answers[0]?.json()).toMatchObject({ code: 'ORDER_EXISTS' });
  });

  it('takes any text that JSON takes', async () => {
    const publisher = await publisherOn(await urlOf());
    const order = { ...newOrder(), customerId: 'nul \u0000 half \ud800 \u{1f375}' };
    expect((await place(publisher, order)).statusCode).toBe(201);
    expect((await place(publisher, order)).statusCode).toBe(200);
    await eventsOf(order.orderId);
  });
});

describe.skipIf(!postgresIsPresent)('POST /orders', () => {
  it('takes orders while no broker is there; who is started next publishes them', async () => {
    const order = newOrder();
    const imports = { brokers: nobody, logger: new LogCollector(), databaseUrl: postgres().url };
    const alone = await bootPublisher(imports, { connected: false });
    const { eventId } = (await place(alone, order)).json<{ eventId: string }>();
    await alone.close();

    const publisher = await publisherOn(postgres().url);
    expect(await eventsOf(order.orderId)).toEqual([eventId]);
    await until(async () =>
      (await publisher.inject('/metrics')).body.includes('\noutbox_published_events_total 1\n'),
    );
    expect((await publisher.inject('/metrics')).body).toContain('\noutbox_leads 1\n');
  });

  it('answers 503 while the database is away, and goes on once it is back', async () => {
    const publisher = await publisherOn(postgres().url);
    await place(publisher, newOrder());
    await postgres().order('kill');
    const away = await place(publisher, newOrder());
    expect([away.statusCode, away.headers['retry-after']]).toEqual([503, '2']);
    expect(away.json()).toMatchObject({ code: 'DATABASE_UNAVAILABLE' });

    await postgres().order('start');
    const order = newOrder();
    const { eventId } = (await place(publisher, order)).json<{ eventId: string }>();
    expect(await eventsOf(order.orderId)).toEqual([eventId]);
  });
});
