import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Readable } from 'node:stream';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { bootPublisher } from './support/boot.js';
import { LogCollector } from './support/log-collector.js';
import { recordsIn } from './support/log-of.js';
import { posting, reading, readings } from './support/publish-app.js';

const brokers = inject('brokers');
const contract = readings();
const limited = readings();
let app: NestFastifyApplication;
let url: URL;

beforeAll(async () => {
  app = await bootPublisher({ brokers, logger: new LogCollector(), contracts: [contract] });
  // As quick as a test can wait for; the way is the same.
  Object.assign(app.getHttpServer(), { headersTimeout: 500, requestTimeout: 1_000 });
  await app.listen(0, '127.0.0.1');
  url = new URL(await app.getUrl());
});

afterAll(async () => {
  await app.close();
});

async function socket(): Promise<Socket> {
  const client = connect(Number(url.port), url.hostname).on('error', () => undefined);
  onTestFinished(() => void client.destroy());
  await once(client, 'connect');
  return client;
}

/** All that comes until the other side closes. */
async function answerOf(client: Socket): Promise<string> {
  let text = '';
  client.on('data', (bytes) => (text += bytes.toString()));
  await once(client, 'close');
  return text;
}

/** What Node keeps with a connection on which a request is under way. */
interface Refused {
  readonly _httpMessage: { readonly req: Readable };
}

const head = (more: string): string =>
  `POST /topics/${contract.topic}/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n${more}\r\n`;

describe('a slow client', () => {
  it('that sends a byte at a time is told 408 in the bound, closed, and publishes nothing', async () => {
    const client = await socket();
    client.write(head('Content-Length: 1000\r\n'));
    const slowly = setInterval(() => client.write(' '), 100);
    const answer = await answerOf(client);
    clearInterval(slowly);
    expect(answer).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
    expect(answer).toContain('Content-Type: application/problem+json');
    expect(await recordsIn(brokers, contract.topic)).toBe(0);
  });

  it('whose last byte comes just after it was told 408 has nothing published either', async () => {
    const before = await recordsIn(brokers, contract.topic);
    const event = JSON.stringify(reading());
    const client = await socket();
    // Called right after the answer was written, before the connection is closed.
    app.getHttpServer().once('clientError', (_: Error, { _httpMessage: { req } }: Refused) => {
      req.push(event.slice(-1));
      req.push(null);
    });
    client.write(head(`Content-Length: ${event.length}\r\n`) + event.slice(0, -1));
    expect(await answerOf(client)).toMatch(/^HTTP\/1\.1 408 /);
    // What is published would be published before this.
    expect((await posting(() => app, contract.topic)(reading(2))).statusCode).toBe(201);
    expect(await recordsIn(brokers, contract.topic)).toBe(before + 1);
  });

  it('that sends a line a byte at a time is heard to its end, whatever time that takes', async () => {
    const client = await socket();
    client.write(head('Transfer-Encoding: chunked\r\n').replace('application/json', 'application/x-ndjson'));
    let text = '';
    client.on('data', (bytes) => (text += bytes.toString()));
    const begun = performance.now();
    // Longer than a request may take, and than it is until that is looked at.
    for (const byte of `${JSON.stringify(reading(1, 'x'.repeat(40)))}\n`) {
      client.write(`1\r\n${byte}\r\n`);
      await new Promise((resolve) => setTimeout(resolve, 80));
    }
    expect(performance.now() - begun).toBeGreaterThan(4_000);
    client.write('0\r\n\r\n');
    while (!text.endsWith('0\r\n\r\n')) await once(client, 'data');
    expect(text.match(/"status":\d+/g)).toEqual(['"status":201']);
  });

  it('that sends lines may take its time', async () => {
    const client = await socket();
    const lines = head('Transfer-Encoding: chunked\r\n').replace('application/json', 'application/x-ndjson');
    client.write(lines);
    const line = `${JSON.stringify(reading())}\n`;
    const chunk = `${line.length.toString(16)}\r\n${line}\r\n`;
    let text = '';
    client.on('data', (bytes) => (text += bytes.toString()));
    // Longer than a request may take, and than it is until that is looked at.
    for (let n = 1; n <= 5; n++) {
      client.write(chunk);
      while (text.split('"status":201').length <= n) await once(client, 'data');
      await new Promise((resolve) => setTimeout(resolve, 800));
    }
    client.write('0\r\n\r\n');
    while (!text.endsWith('0\r\n\r\n')) await once(client, 'data');
    expect(text.split('"status":201')).toHaveLength(6);
  });
});

describe('what is no HTTP', () => {
  it.each([
    ['garbage', 400, 'GARBAGE\r\n\r\n'],
    ['headers without end', 431, `GET / HTTP/1.1\r\n${'x: y\r\n'.repeat(10_000)}`],
  ])('%s is told %i as a problem', async (_, status, bytes) => {
    const client = await socket();
    const answer = answerOf(client);
    client.write(bytes);
    expect(await answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  });
});

describe('a limit of rate', () => {
  it('answers 429 with Retry-After beyond so many requests a second, and publishes nothing of them', async () => {
    const http = { rateLimit: 3 };
    const careful = await bootPublisher({ brokers, logger: new LogCollector(), contracts: [limited], http });
    onTestFinished(() => careful.close());
    const post = posting(() => careful, limited.topic);
    const responses = [];
    for (let n = 0; n < 8; n++) responses.push(await post(reading(n)));
    const refused = responses.filter(({ statusCode }) => statusCode === 429);
    expect(refused).toHaveLength(5);
    for (const response of refused) {
      expect(response.headers['retry-after']).toBe('1');
      expect(response.json()).toMatchObject({ status: 429, title: 'Too Many Requests' });
    }
    expect(await recordsIn(brokers, limited.topic)).toBe(3);
  });
});
