import { once } from 'node:events';
import { connect } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { bootPublisher } from './support/boot.js';
import { LogCollector } from './support/log-collector.js';
import { recordsIn } from './support/log-of.js';
import { reading, readings } from './support/publish-app.js';

const brokers = inject('brokers');
const single = readings();
const stream = readings();
let app: NestFastifyApplication;
let url: URL;

beforeAll(async () => {
  app = await bootPublisher({ brokers, logger: new LogCollector(), contracts: [single, stream] });
  await app.listen(0, '127.0.0.1');
  url = new URL(await app.getUrl());
});

afterAll(() => app.close());

/** Sends it all at once; resolves with what comes until the other side closes. */
async function answerTo(text: string): Promise<string> {
  const client = connect(Number(url.port), url.hostname).on('error', () => undefined);
  let answer = '';
  client.on('data', (bytes) => (answer += bytes.toString()));
  client.write(text);
  await once(client, 'close');
  return answer;
}

const head = (topic: string, type: string, length: string): string =>
  `POST /topics/${topic}/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${type}\r\n${length}\r\n\r\n`;

const statusLines = (answer: string): string[] => answer.match(/HTTP\/1\.1 \d+/g) ?? [];
const event = JSON.stringify(reading());

describe('what is no HTTP', () => {
  it('behind a whole request leaves that its own answer, the last one', async () => {
    const request = `${head(single.topic, 'application/json', `Content-Length: ${event.length}`)}${event}`;
    const answer = await answerTo(`${request}%%%\r\n\r\n`);
    expect(statusLines(answer)).toEqual(['HTTP/1.1 201']);
    expect(answer.toLowerCase()).toContain('connection: close');
    expect(await recordsIn(brokers, single.topic)).toBe(1);
  });

  it('with an attribute of a CloudEvent twice is told by 400 which, and nothing is published', async () => {
    const before = await recordsIn(brokers, single.topic);
    const headers = ['specversion: 1.0', 'id: a', 'source: /s', `type: ${single.type}`, 'id: b', 'id: a'];
    const length = `Content-Length: ${event.length}\r\nConnection: close`;
    const more = headers.map((each) => `ce-${each}`).join('\r\n');
    const answer = await answerTo(
      `${head(single.topic, 'application/json', `${length}\r\n${more}`)}${event}`,
    );
    expect(statusLines(answer)).toEqual(['HTTP/1.1 400']);
    expect(answer).toContain('ce-id must be given once');
    expect(await recordsIn(brokers, single.topic)).toBe(before);
  });

  it('within an event is told by 400, and nothing is published', async () => {
    const request = head(single.topic, 'application/json', 'Transfer-Encoding: chunked');
    const before = await recordsIn(brokers, single.topic);
    expect(statusLines(await answerTo(`${request}%%%\r\n`))).toEqual(['HTTP/1.1 400']);
    expect(await recordsIn(brokers, single.topic)).toBe(before);
  });

  it('within a stream of lines is told in its last line, after the receipts', async () => {
    const request = head(stream.topic, 'application/x-ndjson', 'Transfer-Encoding: chunked');
    const chunk = `${(event.length + 1).toString(16)}\r\n${event}\n\r\n`;
    const answer = await answerTo(`${request}${chunk}${chunk}%%%\r\n`);
    expect(statusLines(answer)).toEqual(['HTTP/1.1 200']);
    expect(answer.match(/"status":\d+/g)).toEqual(['"status":201', '"status":201', '"status":400']);
    expect(answer).toContain('"line":3');
    expect(await recordsIn(brokers, stream.topic)).toBe(2);
  });
});
