import { once } from 'node:events';
import { connect } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { bootPublisher } from './support/boot.js';
import { LineClient } from './support/line-client.js';
import { LogCollector } from './support/log-collector.js';
import { recordsIn } from './support/log-of.js';
import { reading, readings, textLines } from './support/publish-app.js';
import { allOf } from './support/records.js';

const brokers = inject('brokers');
const topics = {
  duplex: readings(),
  faults: readings(),
  huge: readings(),
  gone: readings(),
  deaf: readings(),
  keyed: readings(),
  crowd: readings(),
  text: textLines(),
};
let app: NestFastifyApplication;
let origin: string;

beforeAll(async () => {
  app = await bootPublisher({ brokers, logger: new LogCollector(), contracts: Object.values(topics) });
  await app.listen(0, '127.0.0.1');
  origin = await app.getUrl();
});

afterAll(async () => {
  await app.close();
});

const open = ({ topic }: { topic: string }, headers?: Record<string, string>): LineClient => {
  const client = new LineClient(origin, topic, headers);
  onTestFinished(() => client.crash());
  return client;
};
const line = (value: number, sensor?: string): string => `${JSON.stringify(reading(value, sensor))}\n`;

describe('a stream of lines', () => {
  it('is answered line by line, in order, while it goes on', async () => {
    const client = open(topics.duplex);
    expect(await client.status()).toBe(200);
    for (const value of [0, 1, 2]) {
      await client.write(line(value));
      await client.until(value + 1);
    }
    await client.write(Array.from({ length: 2_000 }, (_, n) => line(n + 3)).join(''));
    client.end();
    await client.over;
    expect(client.answers).toHaveLength(2_003);
    const records = await allOf(brokers, topics.duplex.topic);
    expect(records.map(({ value }) => JSON.parse(String(value)).value)).toEqual([...Array(2_003).keys()]);
    expect(client.answers.map(({ id }) => id)).toEqual(
      records.map(({ headers }) => String(headers['ce_id'])),
    );
    expect(client.answers.map(({ offset }) => offset)).toEqual(records.map(({ offset }) => Number(offset)));
  });

  it('has an answer of its own for each faulty line, and goes on; CRLF, blanks and a missing end do no harm', async () => {
    const client = open(topics.faults);
    await client.write(
      `${JSON.stringify(reading(1))}\r\n{"sensor"\n\n  \r\n{"sensor":"a","value":"x"}\nnull\n`,
    );
    await client.write(Buffer.from([0x22, 0xc3, 0x28, 0x22, 0x0a]));
    await client.write(JSON.stringify(reading(2)));
    client.end();
    await client.over;
    expect(client.answers.map(({ status, line: number, code }) => [status, number, code])).toEqual([
      [201, undefined, undefined],
      [400, 2, 'EVENT_UNREADABLE'],
      [422, 5, 'EVENT_INVALID'],
      [422, 6, 'EVENT_INVALID'],
      [400, 7, 'EVENT_UNREADABLE'],
      [201, undefined, undefined],
    ]);
    expect(await recordsIn(brokers, topics.faults.topic)).toBe(2);
  });

  it('has 413 for a line of 10 MiB, and goes on', async () => {
    const client = open(topics.huge);
    await client.write(line(1));
    await client.write(`{"sensor":"${'x'.repeat(10 * 1024 * 1024)}","value":2}\n`);
    await client.write(line(3));
    client.end();
    await client.over;
    expect(client.answers.map(({ status, line: number }) => [status, number])).toEqual([
      [201, undefined],
      [413, 2],
      [201, undefined],
    ]);
    expect(await recordsIn(brokers, topics.huge.topic)).toBe(2);
  });

  it('whose client goes away: what was acknowledged stays, half a line is not published', async () => {
    const client = open(topics.gone);
    await client.write(line(1));
    await client.until(1);
    // A whole event, but for the end that says so.
    await client.write(JSON.stringify(reading(2)));
    client.crash();
    // What comes later finds the room of the first.
    const next = open(topics.gone);
    await next.write(Array.from({ length: 7_000 }, (_, n) => line(n + 3)).join(''));
    next.end();
    await next.over;
    const values = (await allOf(brokers, topics.gone.topic)).map(
      ({ value }) => JSON.parse(String(value)).value,
    );
    expect(values).toHaveLength(7_001);
    expect(values.slice(0, 2)).toEqual([1, 3]);
    expect(next.answers.every(({ status }) => status === 201)).toBe(true);
  });

  it('whose client reads no receipts is read no further, and memory holds no more of it', async () => {
    const { hostname, port } = new URL(origin);
    const client = connect(Number(port), hostname);
    onTestFinished(() => void client.destroy());
    client.pause();
    client.write(
      `POST /topics/${topics.deaf.topic}/events HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n` +
        'Content-Type: application/x-ndjson\r\n\r\n',
    );
    const lines = Array.from({ length: 2_000 }, (_, n) => line(n)).join('');
    const chunk = `${Buffer.byteLength(lines).toString(16)}\r\n${lines}\r\n`;
    const published = async () => await recordsIn(brokers, topics.deaf.topic);
    let written = 0;
    // Until nothing more is taken and nothing more is published.
    for (let before = -1; written < 1_000 && before < (await published());) {
      before = await published();
      while (written < 1_000 && client.write(chunk)) written++;
      await Promise.race([once(client, 'drain'), new Promise((resolve) => setTimeout(resolve, 1_500))]);
      written++;
    }
    expect(written).toBeLessThan(1_000);
  });

  it('shares the way with many others: none is told that a buffer is full', async () => {
    const clients = Array.from({ length: 20 }, () => open(topics.crowd));
    const lines = Array.from({ length: 1_000 }, (_, n) => line(n, `s${n % 7}`)).join('');
    await Promise.all(
      clients.map(async (client) => {
        await client.write(lines);
        client.end();
        await client.over;
      }),
    );
    expect(clients.flatMap(({ answers }) => answers.filter(({ status }) => status !== 201))).toEqual([]);
    expect(await recordsIn(brokers, topics.crowd.topic)).toBe(20_000);
  });

  it('sent again under the same Idempotency-Key has the same ids', async () => {
    const ids: string[][] = [];
    for (const key of ['"upload-1"', '"upload-1"', '"upload-2"']) {
      const client = open(topics.keyed, { 'idempotency-key': key });
      await client.write(line(1) + line(1) + line(2));
      client.end();
      await client.over;
      ids.push(client.answers.map(({ id }) => id));
    }
    expect(ids[1]).toEqual(ids[0]);
    expect(new Set(ids.flat()).size).toBe(6);
  });

  it.each([
    ['a topic that is none', 404, 'nowhere', {}],
    ['a compressed stream', 415, topics.faults.topic, { 'content-encoding': 'gzip' }],
    ['another charset', 415, topics.faults.topic, { 'content-type': 'application/x-ndjson; charset=utf-16' }],
    ['attributes of a CloudEvent', 415, topics.faults.topic, { 'ce-id': '1' }],
    ['a key that is none', 400, topics.faults.topic, { 'idempotency-key': '' }],
  ])('is refused before its first line for %s: %i', async (_, status, topic, headers) => {
    const response = await fetch(`${origin}/topics/${topic}/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson', ...headers },
      body: line(1),
    });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(response.headers.get('connection')).toBe('close');
    expect(await response.json()).toMatchObject({ status });
  });
});
