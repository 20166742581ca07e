import { randomUUID } from 'node:crypto';
import { type Delivery } from '@app/kafka';
import { type Database, Inbox, openDatabase } from '@app/outbox';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { contractOf, controllerOf, newTopic, startApp, type Step, until } from './support/consume-app.js';
import { onPresent, postgresIsPresent, sharedPostgres } from './support/postgres.js';
import { makeTopic, toDelivery, write } from './support/records.js';

const brokers = inject('brokers');
const postgres = sharedPostgres();

async function open(url: string): Promise<Database> {
  const database = await openDatabase(url);
  onTestFinished(() => database.close());
  database.declare({ name: 'effects', statements: ['CREATE TABLE effects (name text)'] });
  return database;
}

const eventOf = (id: string, topic = 'orders'): Delivery =>
  toDelivery({
    topic,
    partition: 0,
    offset: 0n,
    key: null,
    value: null,
    headers: { ce_id: Buffer.from(id), ce_source: Buffer.from('/test') },
    timestamp: 0,
  });

const INSERT = 'INSERT INTO effects (name) VALUES ($1)';

async function effectsOf(database: Database, name: string): Promise<number> {
  return (await database.query('SELECT name FROM effects WHERE name = $1', [name])).rows.length;
}

describe.each(
  onPresent([
    { name: 'PostgreSQL', urlOf: () => postgres().url },
    { name: 'SQLite', urlOf: () => 'file::memory:' },
  ]),
)('an inbox in $name', ({ urlOf }) => {
  it('has work done once with its effects, again when it failed, and for each consumer', async () => {
    const database = await open(urlOf());
    const id = randomUUID();
    const handle = (consumer: string, event: Delivery, fails = false) => {
      const inbox = new Inbox(database, consumer);
      return database.transaction((tx) =>
        inbox.once(tx, event, async () => {
          await tx.query(INSERT, [id]);
          if (fails) throw new Error('the handler failed');
        }),
      );
    };

    await expect(handle('a', eventOf(id), true)).rejects.toThrow('the handler failed');
    expect(await effectsOf(database, id)).toBe(0);
    expect(await handle('a', eventOf(id))).toBe(true);
    expect(await handle('a', eventOf(id))).toBe(false);
    expect(await effectsOf(database, id)).toBe(1);
    expect(await handle('b', eventOf(id))).toBe(true);
    // The same event, which waited in a retry topic meanwhile.
    expect(await handle('a', eventOf(id, 'orders-retry-30s'))).toBe(false);
    expect(await handle('a', eventOf(`${id} \u0000 ${'long'.repeat(10_000)}`))).toBe(true);
  });

  it('forgets what was handled longer ago', async () => {
    const database = await open(urlOf());
    const inbox = new Inbox(database, randomUUID());
    await inbox.done('old');
    await database.query('UPDATE inbox SET handled_at = handled_at - 60000');
    await inbox.done('new');
    await inbox.clean(30_000);
    expect([await inbox.seen('old'), await inbox.seen('new')]).toEqual([false, true]);
  });
});

describe.skipIf(!postgresIsPresent)('an inbox in PostgreSQL', () => {
  it('has two processes with one event wait for each other', async () => {
    const [one, other] = [await open(postgres().url), await open(postgres().url)];
    const event = eventOf(randomUUID());
    const order: string[] = [];
    let finish: () => void = () => undefined;
    const mayFinish = new Promise<void>((resolve) => (finish = resolve));
    let begin: () => void = () => undefined;
    const hasBegun = new Promise<void>((resolve) => (begin = resolve));
    const [inbox, otherInbox] = [new Inbox(one, 'pair'), new Inbox(other, 'pair')];
    const first = one.transaction((tx) =>
      inbox.once(tx, event, async () => {
        begin();
        await mayFinish;
        order.push('first');
      }),
    );
    await hasBegun;
    const second = other.transaction((tx) => otherInbox.once(tx, event, () => order.push('second')));
    const waits = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'";
    await until(async () => (await one.query(waits)).rows.length > 0);
    finish();
    expect(await Promise.all([first, second])).toEqual([true, false]);
    expect(order).toEqual(['first']);
  });

  it("is the memory of a subscriber's ids across its restarts", async () => {
    const database = await open(postgres().url);
    const topic = await makeTopic(brokers, newTopic(), 1);
    const ids = new Inbox(database, randomUUID());
    const seen: number[] = [];
    const start = () =>
      startApp({
        brokers,
        contracts: [contractOf(topic)],
        controllers: [controllerOf(topic, ({ n }: Step) => seen.push(n))],
        ids,
      });
    const messages = [1, 2, 3].map((n) => ({
      value: JSON.stringify({ id: 'x', n }),
      headers: { ce_id: `event-${n}`, ce_source: '/test', 'content-type': 'application/json' },
    }));
    await write(brokers, topic, messages);

    const first = await start();
    await until(() => seen.length === 3);
    await first.close();
    // Of another group, so that all comes again.
    const second = await start();
    await write(brokers, topic, [{ ...messages[0], value: JSON.stringify({ id: 'x', n: 4 }), headers: {} }]);
    await until(() => seen.length === 4);
    // They have no key, so no order among them.
    expect(seen.toSorted((one, other) => one - other)).toEqual([1, 2, 3, 4]);
    expect(second.strategy.health().counts.duplicates).toBe(3);
    await second.close();
  });
});
