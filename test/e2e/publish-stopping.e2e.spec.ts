import { once } from 'node:events';
import { connect } from 'node:net';
import { LocalKafka } from '@app/local-kafka';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { startBuiltPublisher } from './support/built-publisher.js';
import { LineClient } from './support/line-client.js';

const topic = 'my-kafka-topic';

const post = (origin: string): Promise<Response> =>
  fetch(`${origin}/topics/${topic}/events`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: 'Hello',
  });

describe('SIGTERM', () => {
  it('answers what is under way, refuses what is new by 503 and Connection: close, and ends in order', async () => {
    const kafka = await LocalKafka.start();
    onTestFinished(() => kafka.stop());
    const { origin, port, program } = await startBuiltPublisher(kafka.bootstrap);
    expect((await post(origin)).status).toBe(201);
    // A broker that stands still keeps requests under way.
    const broker = kafka.brokers[0]?.pid ?? 0;
    process.kill(broker, 'SIGSTOP');
    onTestFinished(() => void process.kill(broker, 'SIGCONT'));
    const waiting = await Promise.all(Array.from({ length: 20 }, () => ask(port, POST)));
    const client = new LineClient(origin, topic);
    onTestFinished(() => client.crash());
    await client.status();
    await client.write('{"text":"one"}\n{"text":"two"}\n{"text":"thr');
    // What is answered later was read later.
    expect((await fetch(`${origin}/topics`)).status).toBe(200);

    program.kill('SIGTERM');
    const refused = await firstRefusal(port);
    expect(refused).toMatch(/^HTTP\/1\.1 503 /);
    expect(refused.toLowerCase()).toContain('connection: close');
    expect(refused.toLowerCase()).toContain('retry-after: 2');
    expect(refused).toContain('"the publisher is stopping; nothing was published"');

    process.kill(broker, 'SIGCONT');
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

  it('ends at once when nothing is under way', async () => {
    const { origin, program } = await startBuiltPublisher(inject('brokers'));
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

const GET = 'GET /topics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';
const POST =
  `POST /topics/${topic}/events HTTP/1.1\r\nHost: x\r\nConnection: close\r\n` +
  'Content-Type: text/plain\r\nContent-Length: 5\r\n\r\nHello';

/** Resolves when it has asked; `answer` is all that comes. */
async function ask(port: number, text: string): Promise<{ readonly answer: Promise<string> }> {
  const client = connect(port, '127.0.0.1');
  let answer = '';
  client.on('data', (bytes) => (answer += bytes.toString()));
  await once(client, 'connect');
  await new Promise((resolve) => client.write(text, resolve));
  return { answer: once(client, 'close').then(() => answer) };
}
