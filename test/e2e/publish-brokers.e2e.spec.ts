import { EventPublisher } from '@app/kafka';
import { LocalKafka } from '@app/local-kafka';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { publisherAdapter } from '../../apps/publisher/src/http/publisher-adapter.js';
import { PublisherModule } from '../../apps/publisher/src/publisher.module.js';
import { bootPublisher } from './support/boot.js';
import { freePort } from './support/free-port.js';
import { LineClient } from './support/line-client.js';
import { LogCollector } from './support/log-collector.js';
import { posting, reading, readings } from './support/publish-app.js';
import { pidOf } from './support/pid-of.js';
import { allOf } from './support/records.js';
import { standStill } from './support/stand-still.js';

const logger = new LogCollector();
const frozen = readings();
const killed = readings();
const keyed = readings();
const full = readings();
const large = readings();
let kafka: LocalKafka;
let app: NestFastifyApplication;

beforeAll(async () => {
  kafka = await LocalKafka.start();
  const contracts = [frozen, killed, keyed];
  app = await bootPublisher({ brokers: kafka.bootstrap, logger, contracts, http: { deadlineMs: 3_000 } });
  await app.listen(0, '127.0.0.1');
});

afterAll(async () => {
  await app.close();
  await kafka.stop();
});

const valuesIn = async (topic: string): Promise<number[]> =>
  (await allOf(kafka.bootstrap, topic)).map(({ value }) => JSON.parse(String(value)).value);

describe('brokers that were never there', () => {
  it('are told by 503 with Retry-After, in a list as a whole, in a stream line by line', async () => {
    const contract = readings();
    const brokers = [`127.0.0.1:${await freePort()}`];
    const imports = [PublisherModule.forRoot({ brokers, contracts: [contract] })];
    const testing = await Test.createTestingModule({ imports }).setLogger(new LogCollector()).compile();
    const lonely = testing.createNestApplication<NestFastifyApplication>(publisherAdapter(), {
      bodyParser: false,
    });
    await lonely.listen(0, '127.0.0.1');
    onTestFinished(() => lonely.close());
    const post = posting(() => lonely, contract.topic);
    for (const body of [reading(), [reading(), reading()]]) {
      const response = await post(body);
      expect([response.statusCode, response.headers['retry-after']]).toEqual([503, '2']);
      expect(response.json()).toMatchObject({ code: 'BROKERS_UNAVAILABLE' });
    }
    const lines = await fetch(`${await lonely.getUrl()}/topics/${contract.topic}/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: `${JSON.stringify(reading())}\n`.repeat(3),
    });
    const statuses = (await lines.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).status);
    expect(statuses).toEqual([503, 503, 503]);
  });
});

describe('a broker that stands still past the deadline', () => {
  it('leaves 504 for what was sent and 503 for what was not, which is never in the log', async () => {
    const post = posting(() => app, frozen.topic);
    expect((await post(reading(0))).statusCode).toBe(201);
    const pid = pidOf(kafka.brokers[0]);
    await standStill(pid);
    const sent = post(reading(1));
    // Turns of its own, so that the first goes out alone.
    for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
    const waiting = [2, 3, 4].map((value) => post(reading(value)));
    const statuses = (await Promise.all([sent, ...waiting])).map(({ statusCode }) => statusCode);
    process.kill(pid, 'SIGCONT');
    expect(statuses).toEqual([504, 503, 503, 503]);
    await app.get(EventPublisher).ready();
    const later = posting(() => app, frozen.topic);
    while ((await later(reading(5))).statusCode !== 201);
    const values = await valuesIn(frozen.topic);
    expect(values).not.toContain(2);
    expect(values).not.toContain(3);
    expect(values).not.toContain(4);
  });
});

describe('a buffer that is full', () => {
  it('is told by 429 with Retry-After, and nothing of that is in the log; what it took in goes through', async () => {
    const contracts = [full];
    const patient = await bootPublisher({
      brokers: kafka.bootstrap,
      logger,
      contracts,
      http: { deadlineMs: 40_000 },
    });
    onTestFinished(() => patient.close());
    const post = posting(() => patient, full.topic);
    const pid = pidOf(kafka.brokers[0]);
    await standStill(pid);
    onTestFinished(() => void process.kill(pid, 'SIGCONT'));
    // The buffer takes 64 MiB.
    const extra = 'x'.repeat(900_000);
    const all = Array.from({ length: 90 }, async (_, value) => ({
      value,
      response: await post({ ...reading(value), extra }),
    }));
    const first = await Promise.race(all);
    process.kill(pid, 'SIGCONT');
    expect(first.response.statusCode).toBe(429);
    const answers = await Promise.all(all);
    const refused = answers.filter(({ response }) => response.statusCode === 429);
    for (const { response } of refused) {
      expect(response.headers['retry-after']).toBe('1');
      expect(response.json()).toMatchObject({ code: 'PUBLISH_BUFFER_FULL' });
    }
    const taken = answers.filter(({ response }) => response.statusCode === 201);
    expect(taken.length + refused.length).toBe(90);
    expect(taken.length).toBeGreaterThan(60);
    const values = (await valuesIn(full.topic)).toSorted((a, b) => a - b);
    expect(values).toEqual(taken.map(({ value }) => value));
  });
});

describe('streams of large lines', () => {
  it('together take less than the buffer has, and wait for their turn', async () => {
    const contracts = [large];
    const patient = await bootPublisher({
      brokers: kafka.bootstrap,
      logger,
      contracts,
      http: { deadlineMs: 40_000 },
    });
    onTestFinished(() => patient.close());
    await patient.listen(0, '127.0.0.1');
    const origin = await patient.getUrl();
    const pid = pidOf(kafka.brokers[0]);
    await standStill(pid);
    onTestFinished(() => void process.kill(pid, 'SIGCONT'));
    const clients = Array.from({ length: 30 }, () => new LineClient(origin, large.topic));
    const line = `${JSON.stringify({ ...reading(), extra: 'x'.repeat(900_000) })}\n`;
    const written = clients.map(async (client) => {
      for (let n = 0; n < 4; n++) await client.write(line);
      client.end();
    });
    const fill = (): number => patient.get(EventPublisher).stats().bufferFill;
    await vi.waitFor(() => expect(fill()).toBeGreaterThan(0.7), 20_000);
    process.kill(pid, 'SIGCONT');
    await Promise.all([...written, ...clients.map(({ over }) => over)]);
    const statuses = clients.flatMap(({ answers }) => answers.map(({ status }) => status));
    expect(statuses).toEqual(Array.from({ length: 120 }, () => 201));
  });
});

describe('a broker that is killed and comes back while 64 clients publish', () => {
  it('has each 201 once in the log, and nothing whose answer was 503', async () => {
    const url = `${await app.getUrl()}/topics/${killed.topic}/events`;
    const answers = new Map<number, number>();
    let next = 0;
    let until = Infinity;
    let enough: () => void = () => undefined;
    const acknowledged = (count: number): Promise<void> => {
      until = [...answers.values()].filter((status) => status === 201).length + count;
      return new Promise((resolve) => (enough = resolve));
    };
    let confirmed = 0;
    const over = { yes: false };
    const client = async (number: number): Promise<void> => {
      while (!over.yes) {
        const value = next++;
        const response = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(reading(value, `sensor-${number}`)),
        });
        await response.arrayBuffer();
        answers.set(value, response.status);
        if (response.status === 201 && ++confirmed >= until) enough();
        // What Retry-After asks for, in short.
        if (response.status !== 201) await new Promise((resolve) => setTimeout(resolve, 100));
      }
    };
    const clients = Array.from({ length: 64 }, (_, number) => client(number));
    await acknowledged(2_000);
    const id = kafka.brokers[0]?.id ?? 1;
    await kafka.kill(id);
    await kafka.restart(id);
    await acknowledged(2_000);
    over.yes = true;
    await Promise.all(clients);

    const times = new Map<number, number>();
    for (const value of await valuesIn(killed.topic)) times.set(value, (times.get(value) ?? 0) + 1);
    const wrong = [...answers].filter(([value, status]) => {
      const found = times.get(value) ?? 0;
      return status === 201 ? found !== 1 : status === 503 ? found !== 0 : status !== 504 || found > 1;
    });
    expect(wrong).toEqual([]);
    expect(new Set(answers.values())).toContain(503);
  });
});

describe('a repeat with its Idempotency-Key', () => {
  it('after 504 keeps the id, so that subscribers drop the double', async () => {
    const post = posting(() => app, keyed.topic);
    const key = { 'idempotency-key': '"after-504"' };
    const pid = pidOf(kafka.brokers[0]);
    await standStill(pid);
    const first = await post(reading(1), key);
    process.kill(pid, 'SIGCONT');
    expect(first.statusCode).toBe(504);
    expect((await post(reading(2), key)).statusCode).toBe(422);
    let repeat = await post(reading(1), key);
    while (repeat.statusCode !== 201) {
      await app.get(EventPublisher).ready();
      repeat = await post(reading(1), key);
    }
    const ids = (await allOf(kafka.bootstrap, keyed.topic)).map(({ headers }) => String(headers['ce_id']));
    expect(new Set(ids)).toEqual(new Set([repeat.json().id]));
  });
});
