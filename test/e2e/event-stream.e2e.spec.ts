import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { bootSubscriber } from './support/boot.js';
import { send } from './support/consume-app.js';
import { EventSourceClient, type Received } from './support/event-source.js';
import { LogCollector } from './support/log-collector.js';

const brokers = inject('brokers');
const TOPIC = 'my-kafka-topic';
let app: NestFastifyApplication;
let origin: string;

beforeAll(async () => {
  app = await bootSubscriber({ brokers, logger: new LogCollector(), groupId: `stream-${randomUUID()}` });
  await app.listen(0, '127.0.0.1');
  origin = await app.getUrl();
});
afterAll(() => app.close());

const path = (query = ''): string => `${origin}/topics/${TOPIC}/events${query}`;

async function open(query = '', headers: Record<string, string> = {}): Promise<EventSourceClient> {
  const client = await EventSourceClient.open(path(query), headers);
  onTestFinished(() => client.close());
  return client;
}

const write = (...messages: { key?: string; value: string | Buffer; headers?: Record<string, string> }[]) =>
  send(brokers, TOPIC, messages);

/** Of all partitions. */
const recordsUpTo = (id: string): number => id.split('-').reduce((sum, offset) => sum + Number(offset), 0);

const valueIs =
  (text: string) =>
  ({ data }: Received): boolean =>
    (data as { data?: unknown }).data === text;

describe('GET /topics/{topic}/events', () => {
  it('gives what is written from now on as CloudEvents, with place, key and trace', async () => {
    const client = await open();
    expect(client.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const text = randomUUID();
    const id = randomUUID();
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const headers = {
      ce_id: id,
      ce_source: '/t',
      ce_subject: 's',
      traceparent,
      'content-type': 'text/plain',
    };
    await write({ key: 'alice', value: text, headers });
    const { data } = await client.event(valueIs(text));
    expect(data).toEqual({
      specversion: '1.0',
      id,
      source: '/t',
      type: 'pubsub.kafka-message.v1',
      subject: 's',
      traceparent,
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      kafkatopic: TOPIC,
      kafkapartition: expect.any(Number),
      kafkaoffset: expect.stringMatching(/^\d+$/),
      partitionkey: 'alice',
      datacontenttype: 'text/plain',
      data: text,
    });
  });

  it('gives JSON as JSON, bytes in base64, and a record without headers the id of its place', async () => {
    const mark = randomUUID();
    const client = await open(`?key=${mark}`);
    await write(
      { key: mark, value: JSON.stringify({ mark }) },
      { key: mark, value: Buffer.from([0xff, 0x00]) },
    );
    const json = await client.event(() => true);
    const bytes = await client.event(() => true);
    const { id, kafkapartition, kafkaoffset } = json.data as Record<string, string>;
    expect(id).toBe(`${TOPIC}/${kafkapartition}/${kafkaoffset}`);
    expect(json.data).toMatchObject({ data: { mark }, datacontenttype: 'application/json' });
    expect(bytes.data).toMatchObject({ data_base64: Buffer.from([0xff, 0x00]).toString('base64') });
  });

  it('goes on after the last event a client has seen, without a gap and without a repetition', async () => {
    const mark = randomUUID();
    const texts = Array.from({ length: 60 }, (_, n) => `${mark} ${n}`);
    const first = await open();
    await write(...texts.slice(0, 30).map((value, n) => ({ key: String(n), value })));
    const seen: string[] = [];
    let lastId = '';
    for (let n = 0; n < 17; n++) {
      const event = await first.event(({ data }) =>
        String((data as { data?: unknown }).data).startsWith(mark),
      );
      seen.push((event.data as { data: string }).data);
      lastId = event.id;
    }
    first.close();
    await write(...texts.slice(30).map((value, n) => ({ key: String(n), value })));
    // As a browser does: with what was asked for at first, too.
    const second = await open('?from=latest', { 'last-event-id': lastId });
    while (seen.length < texts.length) {
      const event = await second.event(({ data }) =>
        String((data as { data?: unknown }).data).startsWith(mark),
      );
      seen.push((event.data as { data: string }).data);
    }
    expect(seen.toSorted()).toEqual(texts.toSorted());
  });

  it('begins at the beginning, or at a time', async () => {
    const before = randomUUID();
    await write({ value: before });
    const client = await open();
    const between = randomUUID();
    await write({ value: between });
    const { data } = await client.event(valueIs(between));
    const { time } = data as { time: string };
    expect((await (await open('?from=earliest')).event(valueIs(before))).id).not.toBe('');
    const later = await open(`?from=${encodeURIComponent(time)}`);
    await later.event(valueIs(between));
  });

  it('gives only the events of a key', async () => {
    const key = randomUUID();
    const client = await open(`?key=${key}`);
    await write(
      { key: 'another', value: 'no' },
      { key, value: 'yes' },
      { value: 'neither' },
      { key, value: 'end' },
    );
    await client.event(valueIs('end'));
    expect(client.received.map(({ data }) => (data as { data: string }).data)).toEqual(['yes', 'end']);
  });

  it('says that it is alive while nothing comes, and what was passed over need not be read again', async () => {
    const key = randomUUID();
    const client = await open(`?key=${key}`);
    const all = await open();
    const mark = randomUUID();
    await write(...Array.from({ length: 20 }, (_, n) => ({ key: String(n), value: `${mark} ${n}` })));
    const seen = new Set<string>();
    let last = '';
    while (seen.size < 20) {
      const event = await all.event(({ data }) => String((data as { data?: unknown }).data).startsWith(mark));
      seen.add((event.data as { data: string }).data);
      last = event.id;
    }
    const place = await client.heartbeat((id) => recordsUpTo(id) >= recordsUpTo(last));
    expect(client.received).toEqual([]);
    await write({ key, value: 'after the heartbeat' });
    // All keys from there on, and none of those that were passed over.
    const again = await open('', { 'last-event-id': place });
    const next = await again.event(() => true);
    expect((next.data as { data: string }).data).toBe('after the heartbeat');
  });

  it.each([
    ['/topics/unknown/events', {}, 404],
    [`/topics/${TOPIC}/events?from=yesterday`, {}, 400],
    [`/topics/${TOPIC}/events?from=earliest&from=latest`, {}, 400],
    [`/topics/${TOPIC}/events?key=a&key=b`, {}, 400],
    [`/topics/${TOPIC}/events`, { 'last-event-id': 'nonsense' }, 400],
  ])('%s %j: %i', async (url, headers, status) => {
    const answer = await fetch(`${origin}${url}`, { headers });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await answer.json()).toMatchObject({ status, detail: expect.any(String) });
  });

  it('serves no longer who has left, though it had asked many times over one connection', async () => {
    const { hostname, port } = new URL(origin);
    const greedy: Socket[] = [];
    /** Resolves when the first of its requests is answered; then all of them have taken a place, or been refused. */
    const askOften = async (): Promise<void> => {
      const socket = connect(Number(port), hostname);
      greedy.push(socket.on('error', () => undefined));
      const answered = Promise.race([once(socket, 'data'), once(socket, 'close')]);
      socket.write(`GET /topics/${TOPIC}/events HTTP/1.1\r\nhost: ${hostname}\r\n\r\n`.repeat(100));
      await answered;
      socket.resume();
    };
    const leave = (): void => {
      for (const socket of greedy) socket.destroy();
    };
    onTestFinished(leave);
    const refusal = async (): Promise<string> => {
      // Anew, as another may just have left a place.
      await askOften();
      const response = await fetch(path());
      if (response.status === 503) return ((await response.json()) as { readonly detail: string }).detail;
      await response.body?.cancel();
      return 'it was served';
    };
    await expect.poll(refusal, { timeout: 30_000, interval: 500 }).toContain('readers are served already');
    leave();
    /** Of so many at once. */
    const statuses = async (count: number): Promise<Set<number>> => {
      const responses = await Promise.all(Array.from({ length: count }, () => fetch(path())));
      await Promise.all(responses.map(async ({ body }) => body?.cancel()));
      return new Set(responses.map(({ status }) => status));
    };
    await expect.poll(() => statuses(10), { timeout: 30_000 }).toEqual(new Set([200]));
  });

  it('reads no further ahead than a slow client takes', async () => {
    const { hostname, port } = new URL(origin);
    const socket = connect(Number(port), hostname);
    onTestFinished(() => void socket.destroy());
    await once(socket, 'connect');
    socket.write(`GET /topics/${TOPIC}/events HTTP/1.1\r\nhost: ${hostname}\r\n\r\n`);
    await once(socket, 'data');
    socket.pause();
    const value = 'x'.repeat(9_000);
    const before = process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed;
    // 45 MB to a client that takes none of it.
    await write(...Array.from({ length: 5_000 }, (_, n) => ({ key: String(n), value })));
    const fast = await open();
    const mark = randomUUID();
    await write({ value: mark });
    // Another is served meanwhile.
    await fast.event(valueIs(mark));
    const grown = process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed - before;
    expect(grown).toBeLessThan(150 * 1024 * 1024);
    const got = await drained(socket);
    expect(got).toBeGreaterThan(5_000 * 9_000);
  });

  /** Bytes that come once the client reads again. */
  async function drained(socket: Socket): Promise<number> {
    let bytes = 0;
    await new Promise<void>((resolve) => {
      socket.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > 5_000 * 9_000) resolve();
      });
      socket.resume();
    });
    return bytes;
  }
});

describe('an app that stops', () => {
  it('ends its streams', async () => {
    const other = await bootSubscriber({
      brokers,
      logger: new LogCollector(),
      groupId: `stream-${randomUUID()}`,
    });
    await other.listen(0, '127.0.0.1');
    const client = await EventSourceClient.open(`${await other.getUrl()}/topics/${TOPIC}/events`, {});
    await other.close();
    await client.ended;
    expect(client.received).toEqual([]);
  });
});
