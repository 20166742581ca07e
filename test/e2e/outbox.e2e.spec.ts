import { randomUUID } from 'node:crypto';
import { createKafka, Producer } from '@app/kafka';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { until } from './support/consume-app.js';
import { OutboxApp } from './support/outbox-app.js';
import { onPresent, postgresIsPresent, sharedPostgres } from './support/postgres.js';
import { makeTopic } from './support/records.js';

const brokers = inject('brokers');
const numbers = (length: number, from = 1): number[] => Array.from({ length }, (_, index) => from + index);
const postgres = sharedPostgres();

/** Each test has a schema, so tables of its own. */
async function inPostgres(): Promise<OutboxApp> {
  const schema = `test_${randomUUID().replaceAll('-', '')}`;
  const admin = await OutboxApp.open(postgres().url, brokers, 'none');
  await admin.database.query(`CREATE SCHEMA ${schema}`);
  return OutboxApp.open(`${postgres().url}&options=-c%20search_path%3D${schema}`, brokers);
}
const inMemory = (): Promise<OutboxApp> => OutboxApp.open('file::memory:', brokers);

describe.each(
  onPresent([
    { name: 'PostgreSQL', open: inPostgres },
    { name: 'SQLite', open: inMemory },
  ]),
)('an outbox in $name', ({ open }) => {
  it('publishes what was committed, each key in its order, and nothing that was taken back', async () => {
    const app = await open();
    const relay = app.relay();
    const failing = app.database.transaction(async (tx) => {
      await app.add(tx, 'a', 0);
      throw new Error('taken back');
    });
    await expect(failing).rejects.toThrow('taken back');

    await Promise.all(['a', 'b', 'c'].map((key) => app.publish(key, numbers(100))));
    await app.untilEmpty();

    for (const key of ['a', 'b', 'c']) expect(await app.numbersOf(key)).toEqual(numbers(100));
    expect(relay.stats()).toMatchObject({ leads: true, published: 300 });
  });

  it('refuses what breaks the contract, and the transaction can go on', async () => {
    const app = await open();
    await app.database.transaction(async (tx) => {
      await expect(app.add(tx, 'a', 1.5)).rejects.toThrow(/breaks the contract/);
      await app.add(tx, 'a', 1);
    });
    app.relay();
    await app.untilEmpty();
    expect(await app.numbersOf('a')).toEqual([1]);
  });

  it('does not publish again what is in the log', async () => {
    const app = await open();
    await app.publish('a', numbers(3));
    const { rows } = await app.database.query('SELECT * FROM outbox ORDER BY id');
    const producer = new Producer({ kafka: createKafka({ brokers, clientId: 'test' }) });
    onTestFinished(() => producer.close());
    producer.open();
    await producer.ready();
    // A relay that was killed after this and before it could remove them; the third is another's, by its source.
    for (const { key, value, headers, time, event_id } of rows) {
      const own = JSON.parse(String(headers)) as Record<string, string>;
      const ce_source = event_id === rows[2]?.['event_id'] ? '/other' : own['ce_source'];
      const record = {
        topic: app.topic,
        key: key as Buffer,
        value: value as Buffer,
        timestamp: Number(time),
      };
      await producer.produce({ ...record, headers: { ...own, ce_source } });
    }

    app.relay();
    await app.untilEmpty();

    expect(await app.numbersOf('a')).toEqual([1, 2, 3, 3]);
    expect(app.lines).toEqual(['2 events were in the log already']);
  });

  it('puts aside what the brokers refuse for good, and goes on', async () => {
    const app = await open();
    const admin = createKafka({ brokers, clientId: 'test' }).admin();
    await admin.connect();
    const configEntries = [{ name: 'max.message.bytes', value: '1000' }];
    await admin.alterConfigs({
      validateOnly: false,
      resources: [{ type: 2, name: app.topic, configEntries }],
    });
    await admin.disconnect();
    await app.publish('x'.repeat(2_000), [1]);
    await app.publish('a', numbers(3));

    const relay = app.relay();
    await app.untilEmpty();

    expect((await app.logged()).map(({ n }) => n)).toEqual([1, 2, 3]);
    const { rows } = await app.database.query('SELECT refused FROM outbox');
    expect(rows).toEqual([{ refused: expect.stringContaining('bytes') }]);
    await until(() => relay.stats().waiting?.refused === 1);
  });

  it('lets others go on while one topic is not there', async () => {
    const app = await open();
    const missing = `outbox-${randomUUID()}`;
    const other = await OutboxApp.open('file::memory:', brokers, missing);
    await app.database.transaction(async (tx) => {
      const { id } = { id: await app.add(tx, 'a', 1) };
      await tx.query('UPDATE outbox SET topic = $1 WHERE event_id = $2', [missing, id]);
      await app.add(tx, 'a', 2);
    });
    app.relay();
    await until(async () => (await app.waiting()) === 1);
    expect(await app.numbersOf('a')).toEqual([2]);

    await makeTopic(brokers, missing, 1);
    await app.untilEmpty();
    expect((await other.logged()).map(({ n }) => n)).toEqual([1]);
  });
});

describe.skipIf(!postgresIsPresent)('an outbox in PostgreSQL', () => {
  it('holds nobody up by a long transaction but who has an event of its key', async () => {
    const app = await inPostgres();
    app.relay();
    let commit: () => void = () => undefined;
    const mayCommit = new Promise<void>((resolve) => (commit = resolve));
    let added: () => void = () => undefined;
    const isAdded = new Promise<void>((resolve) => (added = resolve));
    const long = app.database.transaction(async (tx) => {
      await app.add(tx, 'a', 1);
      added();
      await mayCommit;
    });
    await isAdded;
    const sameKey = app.publish('a', [2]);
    await app.publish('b', [1]);
    await until(async () => (await app.logged()).length === 1);
    // The one whose number is higher is in the log; the lower one is not passed over once it is there.
    expect(await app.numbersOf('b')).toEqual([1]);

    commit();
    await Promise.all([long, sameKey]);
    await app.untilEmpty();
    expect(await app.numbersOf('a')).toEqual([1, 2]);
  });

  it('tells its relay of a commit, whichever connection it came by', async () => {
    const app = await inPostgres();
    const never = new AbortController().signal;
    await app.database.query('SELECT 1');
    const lead = await app.database.lead(never);
    const told = lead.waitForMore(1_000_000, never);
    await app.publish('a', [1]);
    await told;
    expect((await lead.query('SELECT id FROM outbox')).rows).toHaveLength(1);
    await lead.release();
  });

  it('has one relay at a time, and another when that one loses its connection', async () => {
    const app = await inPostgres();
    const relays = [app.relay(), app.relay()];
    await until(() => relays.some((relay) => relay.stats().leads));
    const first = relays.find((relay) => relay.stats().leads);

    await app.publish('a', numbers(50));
    await app.database.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'outbox-relay'",
    );
    await app.publish('a', numbers(50, 51));
    await app.untilEmpty();
    await until(() => relays.some((relay) => relay.stats().leads));
    await first?.stop();
    await app.publish('a', numbers(50, 101));
    await app.untilEmpty();

    expect([...new Set(await app.numbersOf('a'))]).toEqual(numbers(150));
    expect(relays.filter((relay) => relay.stats().leads)).toHaveLength(1);
  });
});
