import { setTimeout as delay } from 'node:timers/promises';
import { LocalKafka } from '@app/local-kafka';
import { expect, inject, it } from 'vitest';
import { until } from './support/consume-app.js';
import { OutboxApp } from './support/outbox-app.js';
import { postgresIsPresent, sharedPostgres } from './support/postgres.js';

const numbers = (length: number): number[] => Array.from({ length }, (_, index) => 1 + index);
const postgres = sharedPostgres();

it('an outbox keeps what is written while the brokers are away, and publishes it in order once', async () => {
  const kafka = await LocalKafka.start();
  try {
    const app = await OutboxApp.open('file::memory:', kafka.bootstrap);
    const relay = app.relay();
    await app.publish('a', numbers(10));
    await app.untilEmpty();
    const id = kafka.brokers[0]?.id ?? 1;
    await kafka.kill(id);
    for (const n of numbers(20).slice(10)) await app.publish('a', [n]);
    expect(await app.waiting()).toBe(10);
    await kafka.restart(id);
    await app.untilEmpty();
    expect(await app.numbersOf('a')).toEqual(numbers(20));

    await kafka.kill(id);
    await app.publish('a', [21]);
    // It does not wait for brokers to come back.
    await relay.stop();
    expect(await app.waiting()).toBe(1);
    await kafka.restart(id);
    app.relay();
    await app.untilEmpty();
    expect(await app.numbersOf('a')).toEqual(numbers(21));
  } finally {
    await kafka.stop();
  }
}, 180_000);

it.skipIf(!postgresIsPresent)(
  'an outbox goes on after each power cut of its database',
  { timeout: 180_000 },
  async () => {
    const app = await OutboxApp.open(postgres().url, inject('brokers'));
    app.database.declare({ name: 'committed', statements: ['CREATE TABLE committed (n int)'] });
    app.relay();
    const stop = new AbortController();
    const written = (async () => {
      for (let n = 1; !stop.signal.aborted; n++) {
        const row = app.database.transaction(async (tx) => {
          await app.add(tx, 'a', n);
          await tx.query('INSERT INTO committed (n) VALUES ($1)', [n]);
        });
        await row.catch(() => delay(50));
      }
    })();
    const rowsOf = async (): Promise<number[]> =>
      (await app.database.query('SELECT n FROM committed ORDER BY n')).rows.map(({ n }) => Number(n));
    for (let cut = 1; cut <= 3; cut++) {
      const before = (await rowsOf()).length;
      await until(async () => (await rowsOf().catch(() => [])).length > before + 20);
      await postgres().order('kill');
      await postgres().order('start');
    }
    stop.abort();
    await written;
    await app.untilEmpty();
    // Between a cut and the look at the log a request may still have been on its way: then its events come twice.
    expect([...new Set(await app.numbersOf('a'))]).toEqual(await rowsOf());
  },
);
