import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { bootPublisher } from './support/boot.js';
import { type RunningConsole, startConsole } from './support/console.js';
import { bearer, keysText, makeKey } from './support/keys.js';
import { LogCollector } from './support/log-collector.js';
import { recordsIn } from './support/log-of.js';
import { reading, readings } from './support/publish-app.js';
import { allOf } from './support/records.js';

const brokers = inject('brokers');
const contract = readings();
const marked = readings();
const writer = makeKey({ acts: ['publish'] });
const operator = makeKey({ acts: ['read', 'operate'] });
const logger = new LogCollector();
let app: NestFastifyApplication;
let desk: RunningConsole;
let url: URL;

beforeAll(async () => {
  const access = { keys: { text: keysText(writer, operator) } };
  app = await bootPublisher({ brokers, logger, contracts: [contract, marked], access });
  desk = await startConsole({ brokers, contracts: [contract], access, logger });
  await app.listen(0, '127.0.0.1');
  url = new URL(await app.getUrl());
});
afterAll(() => Promise.all([app.close(), desk.close()]));

const event = JSON.stringify(reading());
const nothingPublished = async () => expect(await recordsIn(brokers, contract.topic)).toBe(0);

/** Sends it all at once; the statuses of what comes until the other side closes. */
async function statuses(text: string): Promise<string[]> {
  const client = connect(Number(url.port), url.hostname).on('error', () => undefined);
  let answer = '';
  client.on('data', (bytes) => (answer += bytes.toString()));
  client.write(text);
  await once(client, 'close');
  return answer.match(/^HTTP\/1\.1 \d+/gm) ?? [];
}

const head = (more: string, topic = contract.topic) =>
  `POST /topics/${topic}/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${writer.key}\r\n` +
  `Content-Type: application/json\r\n${more}\r\n`;

const post = (topic: string, headers: Record<string, string> = {}, body: string | Buffer = event) =>
  fetch(new URL(`/topics/${topic}/events`, url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...bearer(writer.key), ...headers },
    body: new Uint8Array(Buffer.from(body)),
  });

describe('a request smuggled in another', () => {
  const hidden = `${head(`Content-Length: ${event.length}\r\n`)}${event}`;
  it.each([
    ['two lengths', `Content-Length: ${event.length}\r\nContent-Length: ${event.length + hidden.length}\r\n`],
    [
      'a length and chunks',
      `Content-Length: ${event.length + hidden.length}\r\nTransfer-Encoding: chunked\r\n`,
    ],
  ])('by %s is refused, and neither is published', async (_, lengths) => {
    expect(await statuses(`${head(lengths)}${event}${hidden}`)).toEqual(['HTTP/1.1 400']);
    await nothingPublished();
  });

  it('behind one that is refused for its key is not read', async () => {
    const wrong = head('Content-Length: 5\r\n').replace(writer.key, 'wrong');
    expect(await statuses(`${wrong}12345${hidden}`)).toEqual(['HTTP/1.1 401']);
    await nothingPublished();
  });
});

describe('a topic whose name is a path', () => {
  it.each([
    ['..%2F..%2Fetc%2Fpasswd', 404],
    ['..%252F..%252Fetc', 404],
    ['%00', 404],
    ['a%0d%0ab', 404],
    ['__proto__', 404],
    ['constructor', 404],
    ['__consumer_offsets', 404],
  ])('%s is answered with %i', async (topic, status) => {
    const response = await post(topic);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  });

  it.each(['..%2F..%2Fetc%2Fpasswd', '%00', 'a%0d%0ab', '__proto__'])(
    '%s is no topic of the console either',
    async (topic) => {
      const headers = bearer(operator.key);
      const response = await fetch(`${desk.url}/api/topics/${topic}/records`, { headers });
      expect(response.status).toBe(404);
      expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    },
  );

  it.each(['/../../etc/passwd', '/docs/..%2f..%2fpackage.json', '/docs/%2e%2e/package.json'])(
    'GET %s leads to no file',
    async (path) => {
      const request = `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer ${writer.key}\r\n\r\n`;
      expect(await statuses(request)).toEqual(['HTTP/1.1 404']);
      const { port } = new URL(desk.url);
      const page = await fetch(`http://127.0.0.1:${port}/${path.slice(1).replaceAll('/', '%2f')}`);
      expect([400, 401, 403, 404]).toContain(page.status);
    },
  );
});

describe('a header that would become two in a record', () => {
  it.each([
    ['a line end in an attribute', { 'ce-subject': 'a%0d%0aSet-Cookie:%20b' }],
    ['a null byte in an attribute', { 'ce-subject': 'a%00' }],
    ['bytes that are no UTF-8', { 'ce-subject': '%ff%fe' }],
  ])('by %s is refused with 400', async (_, headers) => {
    const attributes = { 'ce-specversion': '1.0', 'ce-id': '1', 'ce-source': '/a', 'ce-type': contract.type };
    expect((await post(contract.topic, { ...attributes, ...headers })).status).toBe(400);
    await nothingPublished();
  });

  it('by a trace that is none is left out, and does not come back in an answer', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01; Set-Cookie: b';
    const response = await post(marked.topic, { traceparent, tracestate: 'a=b' });
    expect(response.status).toBe(201);
    expect(response.headers.get('traceresponse') ?? '').not.toContain('Cookie');
    const [record] = await allOf(brokers, marked.topic);
    expect(JSON.stringify(record?.headers)).not.toContain('Cookie');
  });
});

describe('a body that would grow', () => {
  const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024, ' '));
  it.each(['gzip', 'deflate', 'br', 'zstd', 'gzip, gzip'])(
    'by %s is refused unread with 415',
    async (coding) => {
      expect((await post(contract.topic, { 'content-encoding': coding }, bomb)).status).toBe(415);
      await nothingPublished();
    },
  );

  it('is not unpacked by the console either', async () => {
    const response = await fetch(`${desk.url}/api/topics/${contract.topic}/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip', ...bearer(operator.key) },
      body: new Uint8Array(bomb),
    });
    expect([400, 415]).toContain(response.status);
  });
});

it('after all of that, others are served, and the log says little', async () => {
  for (let n = 0; n < 200; n++) await post(contract.topic, bearer('wrong'));
  expect((await post(contract.topic)).status).toBe(201);
  const tries = logger.lines.filter((line) => line.includes('was refused'));
  expect(tries).toEqual([expect.stringContaining('was refused: this key is not known')]);
  expect(logger.lines.join('\n')).not.toContain(writer.key);
});
