import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { bootPublisher } from './support/boot.js';
import { bearer, keysText, makeKey } from './support/keys.js';
import { LogCollector } from './support/log-collector.js';
import { recordsIn } from './support/log-of.js';
import { posting, reading, readings, textLines } from './support/publish-app.js';

const brokers = inject('brokers');
const events = readings();
const lines = textLines();
const guarded = readings();
const publisher = makeKey({ acts: ['publish'], topics: [guarded.topic] });
const reader = makeKey({ acts: ['read'] });
const other = makeKey({ acts: ['publish'] });
const logger = new LogCollector();
let app: NestFastifyApplication;
let safe: NestFastifyApplication;

beforeAll(async () => {
  app = await bootPublisher({ brokers, logger, contracts: [events, lines] });
  const access = { keys: { text: keysText(publisher, reader, other) } };
  safe = await bootPublisher({ brokers, logger, contracts: [guarded], access });
  await Promise.all([app, safe].map((each) => each.listen(0, '127.0.0.1')));
});
afterAll(() => Promise.all([app, safe].map((each) => each.close())));

const portOf = (of: NestFastifyApplication): number => (of.getHttpServer().address() as AddressInfo).port;
const urlOf = (of: NestFastifyApplication, topic: string): string =>
  `http://127.0.0.1:${portOf(of)}/topics/${topic}/events`;

/** Counts the requests that come to a handler of Fastify's while the test runs. */
function seenByFastify(): { readonly count: number } {
  const seen = { count: 0 };
  const note = (): void => void seen.count++;
  subscribe('tracing:fastify.request.handler:start', note);
  onTestFinished(() => void unsubscribe('tracing:fastify.request.handler:start', note));
  return seen;
}

/** Without what is another at each time. */
const lasting = (text: string): string =>
  text
    .replaceAll(/"offset":\d+/g, '"offset":0')
    .replaceAll(/"partition":\d+/g, '"partition":0')
    .replaceAll(/"timestamp":"[^"]+"/g, '"timestamp":""')
    .replaceAll(/"id":"[^"]{36}"/g, '"id":""');

const cloudEvent = {
  specversion: '1.0',
  id: 'a',
  source: '/test',
  type: 'test.reading.v1',
  data: reading(1),
};
const CE = { 'ce-specversion': '1.0', 'ce-id': 'b', 'ce-source': '/test', 'ce-type': 'test.reading.v1' };
const bodies: [string, Record<string, string>, string][] = [
  ['an object', {}, JSON.stringify(reading(1))],
  ['a list', {}, JSON.stringify([reading(1), reading(2)])],
  ['a list of which one is wrong', {}, JSON.stringify([reading(1), { sensor: 'a' }])],
  ['an event against its contract', {}, JSON.stringify({ sensor: 1, value: 'one' })],
  ['what is no JSON', {}, '{'],
  ['nothing', {}, ''],
  ['duplicate keys and __proto__', {}, '{"sensor":"a","sensor":"b","value":1,"__proto__":{"value":2}}'],
  ['a charset of its own', { 'content-type': 'application/json; charset=latin1' }, '{}'],
  [
    'JSON with a parameter',
    { 'content-type': 'Application/JSON; charset=utf-8' },
    JSON.stringify(reading(3)),
  ],
  ['a type that nobody takes', { 'content-type': 'application/xml' }, '<a/>'],
  ['a compressed body', { 'content-encoding': 'gzip' }, JSON.stringify(reading(1))],
  ['a CloudEvent', { 'content-type': 'application/cloudevents+json' }, JSON.stringify(cloudEvent)],
  ['CloudEvents', { 'content-type': 'application/cloudevents-batch+json' }, JSON.stringify([cloudEvent, {}])],
  ['a CloudEvent in headers', CE, JSON.stringify(reading(1))],
  ['a CloudEvent with a wrong header', { ...CE, 'ce-specversion': '2.0' }, JSON.stringify(reading(1))],
  ['an idempotency key that is none', { 'idempotency-key': ' ' }, JSON.stringify(reading(1))],
  ['an idempotency key', { 'idempotency-key': 'key' }, JSON.stringify(reading(1))],
];

/** By Fastify's own way. */
const slowly = (of: NestFastifyApplication, payload: string, headers: Record<string, string> = {}) =>
  of.inject({
    method: 'POST',
    url: `/topics/${events.topic}/events`,
    headers: { ...JSON_BODY, ...headers },
    payload,
  });

describe('a whole body', () => {
  it.each(bodies)('is answered as Fastify would have it, without Fastify: %s', async (_, more, body) => {
    const slow = await slowly(app, body, more);
    const seen = seenByFastify();
    const headers = { 'content-type': 'application/json', ...more };
    const fast = await fetch(urlOf(app, events.topic), { method: 'POST', headers, body });
    expect(seen.count).toBe(0);
    const told = Object.fromEntries(fast.headers);
    expect({ status: fast.status, type: told['content-type'], body: lasting(await fast.text()) }).toEqual({
      status: slow.statusCode,
      type: slow.headers['content-type'],
      body: lasting(slow.body),
    });
    expect([told['connection'], told['retry-after']]).toEqual(['keep-alive', undefined]);
  });

  it('is refused as Fastify would have it where the brokers are away, with Retry-After', async () => {
    const away = await bootPublisher(
      { brokers: ['127.0.0.1:1'], logger, contracts: [events] },
      { connected: false },
    );
    onTestFinished(() => away.close());
    const slow = await slowly(away, JSON.stringify(reading(1)));
    const fast = await posting(() => away, events.topic)(reading(1));
    expect([fast.statusCode, fast.headers['retry-after']]).toEqual([503, '2']);
    expect([slow.statusCode, slow.headers['retry-after'], slow.body]).toEqual([503, '2', fast.body]);
  });

  it('of text is taken by a topic that has a form for it, also in pieces', async () => {
    const seen = seenByFastify();
    const socket = connect(portOf(app), '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    socket.setEncoding('utf8');
    socket.write(
      `POST /topics/${lines.topic}/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nHe`,
    );
    // What is answered later was read later.
    expect((await fetch(`http://127.0.0.1:${portOf(app)}/health/live`)).status).toBe(200);
    const asked = seen.count;
    socket.write('llo');
    const [answer] = (await once(socket, 'data')) as [string];
    expect(answer).toMatch(/^HTTP\/1\.1 201 Created\r\n/);
    expect(seen.count).toBe(asked);
    expect(await recordsIn(brokers, lines.topic)).toBe(1);
  });

  it('is published once, and the next taken, where its client leaves in the middle of another', async () => {
    const before = await recordsIn(brokers, events.topic);
    const body = JSON.stringify(reading(9));
    const head = `POST /topics/${events.topic}/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
    const socket = connect(portOf(app), '127.0.0.1');
    socket.write(head + body + head + body.slice(0, 5));
    await once(socket, 'data');
    socket.destroy();
    expect((await fetch(urlOf(app, events.topic), { method: 'POST', headers: JSON_BODY, body })).status).toBe(
      201,
    );
    expect(await recordsIn(brokers, events.topic)).toBe(before + 2);
  });
});

const JSON_BODY = { 'content-type': 'application/json' };

describe('what is left to Fastify', () => {
  const left: [string, number, (of: string) => Promise<Response>][] = [
    ['lines', 200, (url) => post(url, { 'content-type': 'application/x-ndjson' })],
    [
      'a request of a trace',
      201,
      (url) => post(url, { traceparent: `00-${'1'.repeat(32)}-${'2'.repeat(16)}-01` }),
    ],
    ['another method', 405, (url) => fetch(url)],
    ['a topic that nobody knows', 404, (url) => post(`${url}s`)],
    ['a path that is written otherwise', 201, (url) => post(`${url}?`)],
    ['a page of another site', 403, (url) => post(url, { origin: 'https://evil.example' })],
    ['a body that is too large', 413, (url) => post(url, {}, ' '.repeat(1024 * 1024 + 1))],
  ];
  const post = (url: string, headers: Record<string, string> = {}, body = JSON.stringify(reading(1))) =>
    fetch(url, { method: 'POST', headers: { ...JSON_BODY, ...headers }, body });

  it.each(left)('%s', async (_, status, ask) => {
    expect((await ask(urlOf(app, events.topic))).status).toBe(status);
  });

  it('a host that is none of this machine', async () => {
    const socket = connect(portOf(app), '127.0.0.1').setEncoding('utf8');
    onTestFinished(() => void socket.destroy());
    socket.write(
      `POST /topics/${events.topic}/events HTTP/1.1\r\nHost: evil.example\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}`,
    );
    const [answer] = (await once(socket, 'data')) as [string];
    expect(answer).toMatch(/^HTTP\/1\.1 421 /);
  });
});

describe('with API keys', () => {
  const post = (headers: Record<string, string>, of = guarded.topic) =>
    fetch(urlOf(safe, of), {
      method: 'POST',
      headers: { ...JSON_BODY, ...headers },
      body: JSON.stringify(reading(1)),
    });

  it("a holder's is let in without Fastify, and nobody else's", async () => {
    const seen = seenByFastify();
    expect((await post(bearer(publisher.key))).status).toBe(201);
    expect((await post({ 'x-api-key': publisher.key })).status).toBe(201);
    expect(seen.count).toBe(0);
    expect((await post({})).status).toBe(401);
    expect((await post(bearer(`${publisher.key.slice(0, -1)}~`))).status).toBe(401);
    expect((await post(bearer(reader.key))).status).toBe(403);
    expect((await post({ ...bearer(publisher.key), 'x-api-key': publisher.key })).status).toBe(400);
    expect(await recordsIn(brokers, guarded.topic)).toBe(2);
  });

  it('an idempotency key is its own, whichever way it goes', async () => {
    const key = { 'idempotency-key': 'k' };
    const id = async (answer: Promise<Response>): Promise<unknown> =>
      ((await (await answer).json()) as { id: string }).id;
    const first = await id(post({ ...bearer(publisher.key), ...key }));
    const url = `/topics/${guarded.topic}/events`;
    const headers = { ...JSON_BODY, ...bearer(publisher.key), ...key };
    const slow = await safe.inject({ method: 'POST', url, headers, payload: JSON.stringify(reading(1)) });
    expect(slow.json()).toMatchObject({ id: first });
    expect(await id(post({ ...bearer(other.key), ...key }))).not.toBe(first);
  });
});
