import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { LocalKafka } from '@app/local-kafka';
import { Authority } from '@app/security/testing';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startBuiltPublisher } from './support/built-publisher.js';
import { LineClient } from './support/line-client.js';
import { recordsIn } from './support/log-of.js';
import { pidOf } from './support/pid-of.js';
import { standStill } from './support/stand-still.js';

const topic = 'my-kafka-topic';
let kafka: LocalKafka;

beforeAll(async () => {
  kafka = await LocalKafka.start();
});
afterAll(() => kafka.stop());

/** A broker that stands still keeps requests under way. */
async function freeze(): Promise<void> {
  await standStill(pidOf(kafka.brokers[0]));
  onTestFinished(thaw);
}
const thaw = (): void => void process.kill(pidOf(kafka.brokers[0]), 'SIGCONT');

const post = (origin: string): Promise<Response> =>
  fetch(`${origin}/topics/${topic}/events`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: 'Hello',
  });

describe('SIGTERM', () => {
  it('answers what is under way, refuses what is new by 503 and Connection: close, and ends in order', async () => {
    const { origin, port, program } = await startBuiltPublisher(kafka.bootstrap);
    expect((await post(origin)).status).toBe(201);
    await freeze();
    const waiting = await Promise.all(Array.from({ length: 20 }, () => ask(port, POST)));
    const client = new LineClient(origin, topic);
    onTestFinished(() => client.crash());
    await client.status();
    await client.write('{"text":"one"}\n{"text":"two"}\n{"text":"thr');
    // What is answered later was read later.
    expect(statusOf(await (await ask(port, GET)).answer)).toBe('200');

    program.kill('SIGTERM');
    const refused = await firstRefusal(port);
    expect(refused).toMatch(/^HTTP\/1\.1 503 /);
    expect(refused.toLowerCase()).toContain('connection: close');
    expect(refused.toLowerCase()).toContain('retry-after: 2');
    expect(refused).toContain('"the publisher is stopping; nothing was published"');

    thaw();
    const answers = await Promise.all(waiting.map(({ answer }) => answer));
    expect(answers.filter((answer) => !answer.startsWith('HTTP/1.1 201 '))).toEqual([]);
    await client.over;
    expect(client.answers.map(({ status, line }) => [status, line])).toEqual([
      [201, undefined],
      [201, undefined],
      [503, 3],
    ]);
    expect(await program.exit).toBe(0);
    expect(program.stderr).toEqual([]);
  });

  it('tells in its time what a broker that stands still leaves open: 504 where it was sent, 503 where not', async () => {
    const { origin, port, program } = await startBuiltPublisher(kafka.bootstrap);
    expect((await post(origin)).status).toBe(201);
    await freeze();
    const sent = await ask(port, POST);
    // What is answered later was read later, and went out alone.
    expect(statusOf(await (await ask(port, GET)).answer)).toBe('200');
    const waiting = await Promise.all([ask(port, POST), ask(port, POST)]);
    expect(statusOf(await (await ask(port, GET)).answer)).toBe('200');

    program.kill('SIGTERM');
    const answers = await Promise.all([sent, ...waiting].map(({ answer }) => answer));
    expect(answers.map(statusOf)).toEqual(['504', '503', '503']);
    expect(await program.exit).toBe(0);
    expect(program.stderr).toEqual([]);
  });

  it('answers half a request: as any other if the rest comes in time, else by 503, and ends in order', async () => {
    const { origin, port, program } = await startBuiltPublisher(kafka.bootstrap);
    expect((await post(origin)).status).toBe(201);
    const before = await recordsIn(kafka.bootstrap, topic);
    await freeze();
    const whole = await ask(port, POST);
    const kept = POST.replace('Connection: close\r\n', '');
    const halves = await Promise.all([ask(port, kept.slice(0, -3)), ask(port, kept.slice(0, -3))]);
    const halfHead = await ask(port, POST.slice(0, 20));
    expect(statusOf(await (await ask(port, GET)).answer)).toBe('200');

    program.kill('SIGTERM');
    await firstRefusal(port);
    halves[0]?.client.write('llo');
    await firstRefusal(port);
    thaw();
    const answers = await Promise.all([whole, ...halves, halfHead].map(({ answer }) => answer));
    expect(answers.map(statusOf)).toEqual(['201', '201', '503', '503']);
    for (const answer of answers) expect(answer.toLowerCase()).toContain('connection: close');
    for (const answer of answers.slice(2)) expect(answer).toContain('Retry-After: 2');
    expect(await recordsIn(kafka.bootstrap, topic)).toBe(before + 2);
    expect(await program.exit).toBe(0);
    expect(program.stderr).toEqual([]);
  });

  it('answers half a request by 503 through TLS as well', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'https-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const { cert, key } = await (await Authority.create(folder, 'authority')).issue('localhost');
    const env = { HTTPS_CERT_FILE: cert, HTTPS_KEY_FILE: key };
    const { port, program } = await startBuiltPublisher(kafka.bootstrap, env);
    const half = await ask(port, POST.slice(0, -3), openTls);
    expect(statusOf(await (await ask(port, GET, openTls)).answer)).toBe('200');
    program.kill('SIGTERM');
    expect(await half.answer).toMatch(/^HTTP\/1\.1 503 [^]*nothing was published/);
    expect(await program.exit).toBe(0);
  });

  it('waits a moment for the rest of a request, also when nothing else is under way', async () => {
    const { port, program } = await startBuiltPublisher(kafka.bootstrap);
    const half = await ask(port, POST.slice(0, -3));
    expect(statusOf(await (await ask(port, GET)).answer)).toBe('200');
    program.kill('SIGTERM');
    await firstRefusal(port);
    half.client.write('llo');
    expect(statusOf(await half.answer)).toBe('201');
    expect(await program.exit).toBe(0);
  });

  it('ends at once when nothing is under way', async () => {
    const { origin, program } = await startBuiltPublisher(kafka.bootstrap);
    expect((await post(origin)).status).toBe(201);
    const told = performance.now();
    program.kill('SIGTERM');
    await program.exit;
    expect(performance.now() - told).toBeLessThan(5_000);
  });
});

/** Asks on new connections until the publisher has heard that it shall stop. */
async function firstRefusal(port: number): Promise<string> {
  for (;;) {
    const text = await (await ask(port, GET)).answer;
    if (!text.startsWith('HTTP/1.1 200 ')) return text;
  }
}

const GET = 'GET /topics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n';
const POST =
  `POST /topics/${topic}/events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n` +
  'Content-Type: text/plain\r\nContent-Length: 5\r\n\r\nHello';

const statusOf = (answer: string): string | undefined => /^HTTP\/1\.1 (\d+) /.exec(answer)?.[1];

async function openPlain(port: number): Promise<Socket> {
  const client = connect(port, '127.0.0.1');
  await once(client, 'connect');
  return client;
}

async function openTls(port: number): Promise<Socket> {
  const client = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false });
  await once(client, 'secureConnect');
  return client;
}

/** Resolves when it has asked; `answer` is all that comes. */
async function ask(port: number, text: string, open = openPlain) {
  const client = await open(port);
  let answer = '';
  client.on('data', (bytes) => (answer += bytes.toString()));
  await new Promise((resolve) => client.write(text, resolve));
  return { client, answer: once(client, 'close').then(() => answer) };
}
