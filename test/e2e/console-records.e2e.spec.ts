import { randomUUID } from 'node:crypto';
import type { Message } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished, vi } from 'vitest';
import type { RecordPage, RecordView, TailPiece } from '../../apps/console/src/api/records.js';
import type { TopicDetails } from '../../apps/console/src/api/topics.js';
import { type RunningConsole, startConsole } from './support/console.js';
import { EventReader } from './support/event-reader.js';
import { makeTopic, write } from './support/records.js';

const brokers = inject('brokers');
let desk: RunningConsole;

beforeAll(async () => {
  desk = await startConsole({ brokers, operable: false });
});
afterAll(() => desk.close());

const newTopic = (partitions = 3) => makeTopic(brokers, `records-${randomUUID()}`, partitions);

/** `count` records in turn over partitions, a second apart from `start` on. */
const spread = (count: number, partitions: number, start = 1_786_000_000_000): Message[] =>
  Array.from({ length: count }, (_, n) => ({
    value: `v${n}`,
    key: `k${n % 4}`,
    partition: n % partitions,
    timestamp: String(start + n * 1_000),
  }));

const page = (topic: string, query: string) => desk.get<RecordPage>(`topics/${topic}/records?${query}`);
const numbers = ({ records }: RecordPage) => records.map(({ value }) => Number(value?.text.slice(1)));
const upTo = (count: number) => Array.from({ length: count }, (_, n) => n);

async function allPages(topic: string, query: string): Promise<number[]> {
  const found: number[] = [];
  let cursor: string | undefined;
  do {
    const part = await page(topic, `${query}${cursor === undefined ? '' : `&cursor=${cursor}`}`);
    found.push(...numbers(part));
    cursor = part.next;
  } while (cursor !== undefined);
  return found;
}

describe('the records of a topic', () => {
  it('come newest first over all partitions, page by page, each once', async () => {
    const topic = await newTopic();
    await write(brokers, topic, spread(100, 3));
    expect(numbers(await page(topic, 'limit=5'))).toEqual([99, 98, 97, 96, 95]);
    expect(await allPages(topic, 'limit=7')).toEqual(upTo(100).toReversed());
  });

  it('come oldest first from an offset on, page by page, each once', async () => {
    const topic = await newTopic();
    await write(brokers, topic, spread(100, 3));
    expect(await allPages(topic, 'offset=0&limit=9')).toEqual(upTo(100));
    expect(await allPages(topic, 'partition=1&offset=30&limit=9')).toEqual([91, 94, 97]);
    expect(await page(topic, 'partition=1&offset=1000')).toEqual({ records: [], looked: 0, unread: [] });
  });

  it('come from a time on', async () => {
    const topic = await newTopic();
    await write(brokers, topic, spread(20, 3));
    expect(numbers(await page(topic, `time=${1_786_000_000_000 + 16_500}`))).toEqual([17, 18, 19]);
    expect(numbers(await page(topic, 'time=1900000000000'))).toEqual([]);
  });

  it('are found by key and by text, with a count of those looked at', async () => {
    const topic = await newTopic();
    await write(brokers, topic, spread(40, 3));
    const ofKey = await page(topic, 'key=k3&limit=100');
    expect(numbers(ofKey)).toEqual(
      upTo(40)
        .filter((n) => n % 4 === 3)
        .toReversed(),
    );
    expect(ofKey).toMatchObject({ looked: 40 });
    expect(numbers(await page(topic, 'contains=v3'))).toEqual([39, 38, 37, 36, 35, 34, 33, 32, 31, 30, 3]);
  });

  it('and one of them, whole, with event id and trace', async () => {
    const topic = await newTopic(1);
    const headers = {
      ce_id: 'one',
      traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
      twice: ['a', 'b'],
    };
    await write(brokers, topic, [{ key: 'k', value: 'x'.repeat(100_000), headers }]);
    const record = await desk.get<RecordView>(`topics/${topic}/records/0/0`);
    expect(record).toMatchObject({
      eventId: 'one',
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
      offset: '0',
    });
    expect(record.value).toEqual({
      text: 'x'.repeat(100_000),
      encoding: 'utf8',
      size: 100_000,
      truncated: false,
    });
    expect(record.headers.map(({ name, value }) => [name, value.text])).toContainEqual(['twice', 'b']);
    expect((await page(topic, '')).records[0]?.value).toMatchObject({ size: 100_000, truncated: true });
  });

  it.each([
    ['an unknown topic', 'topics/none-of-that-name/records', 404, 'there is no topic'],
    ['no such record', 'topics/TOPIC/records/0/99', 404, 'has no record 99'],
    ['no such partition', 'topics/TOPIC/records?partition=9', 400, 'has no partition 9'],
    ['no number', 'topics/TOPIC/records?limit=many', 400, 'limit must be a whole number'],
    ['another cursor', 'topics/TOPIC/records?cursor=x', 400, 'not one of ours'],
  ])('asked for %s, one line says what is wrong', async (_, path, status, detail) => {
    const topic = await newTopic(1);
    const problem = await desk.get<object>(path.replace('TOPIC', topic));
    expect(problem).toMatchObject({ status, detail: expect.stringContaining(detail) as string });
  });
});

describe('hostile bytes', () => {
  it.each<[string, Buffer | null, object | null]>([
    [
      'markup',
      Buffer.from('<script>alert(1)</script>'),
      { text: '<script>alert(1)</script>', encoding: 'utf8' },
    ],
    ['invalid UTF-8', Buffer.from([0xc3, 0x28]), { text: 'wyg=', encoding: 'base64', size: 2 }],
    ['nothing', Buffer.alloc(0), { text: '', size: 0 }],
    ['a tombstone', null, null],
  ])('%s', async (_, value, view) => {
    const topic = await newTopic(1);
    await write(brokers, topic, [{ value, key: value }]);
    const [record] = (await page(topic, '')).records;
    expect(record).toMatchObject({ value: view, key: view });
  });
});

describe('a topic', () => {
  it('tells its partitions, offsets, sizes and configuration', async () => {
    const topic = await newTopic(2);
    await write(brokers, topic, [{ value: 'a', partition: 1 }]);
    const details = await desk.get<TopicDetails>(`topics/${topic}`);
    expect(details.partitions).toMatchObject([
      { id: 0, start: '0', end: '0', bytes: 0 },
      { id: 1, start: '0', end: '1' },
    ]);
    expect(details.partitions[1]?.bytes).toBeGreaterThan(60);
    expect(details.config.find(({ name }) => name === 'cleanup.policy')).toMatchObject({ value: 'delete' });
  });
});

describe('a live tail', () => {
  async function tail(topic: string, query = '', last = ''): Promise<EventReader> {
    const headers = { 'last-event-id': last };
    const reader = await EventReader.open(`${desk.url}/api/topics/${topic}/tail?${query}`, headers);
    onTestFinished(() => reader.close());
    await vi.waitFor(() => expect(reader.of('ready')).toHaveLength(1), { timeout: 10_000 });
    return reader;
  }
  const seen = (reader: EventReader) => reader.of<TailPiece>('records').flatMap(({ records }) => records);

  it('gives what is written from now on, filtered, in the order of each partition', async () => {
    const topic = await newTopic();
    await write(brokers, topic, spread(9, 3));
    const [all, some] = [await tail(topic), await tail(topic, 'key=k1')];
    await write(brokers, topic, spread(40, 3));
    await vi.waitFor(
      () => expect([seen(all), seen(some)].map(({ length }) => length)).toEqual([40, 10]),
      10_000,
    );
    const ofFirst = seen(all).filter(({ partition }) => partition === 0);
    expect(ofFirst.map(({ offset }) => Number(offset))).toEqual(upTo(14).map((n) => n + 3));
  });

  it('counts what came too fast: nothing is missing without a word', async () => {
    const topic = await newTopic();
    const reader = await tail(topic);
    const batch = spread(2_500, 3).map((message) => ({ ...message, value: 'x'.repeat(500) }));
    for (let n = 0; n < 20; n++) await write(brokers, topic, batch);
    const counted = () =>
      reader
        .of<TailPiece>('records')
        .reduce((sum, { records, skipped }) => sum + records.length + skipped, 0);
    await vi.waitFor(() => expect(counted()).toBe(50_000), { timeout: 30_000, interval: 200 });
  });

  it('goes on after a lost connection where it was, in the header or the address', async () => {
    const topic = await newTopic();
    const first = await tail(topic, 'key=k1');
    await write(brokers, topic, spread(30, 3));
    await vi.waitFor(() => expect(seen(first)).toHaveLength(8), { timeout: 10_000 });
    await first.close();
    await write(brokers, topic, spread(8, 3));
    const after = encodeURIComponent(first.lastId);
    for (const again of [await tail(topic, 'key=k1', first.lastId), await tail(topic, `after=${after}`)]) {
      await vi.waitFor(() => expect(seen(again).length).toBeGreaterThanOrEqual(2), { timeout: 10_000 });
      const before = new Set(seen(first).map(({ partition, offset }) => `${partition}:${offset}`));
      const missed = seen(again).filter(({ key }) => key?.text === 'k1');
      expect(missed.map(({ partition, offset }) => before.has(`${partition}:${offset}`))).toEqual([
        false,
        false,
      ]);
    }
  });

  it('of a topic that is not there says so', async () => {
    const reader = await EventReader.open(`${desk.url}/api/topics/none-of-that-name/tail`);
    onTestFinished(() => reader.close());
    const problem = [{ detail: 'there is no topic none-of-that-name' }];
    await vi.waitFor(() => expect(reader.of('problem')).toEqual(problem), { timeout: 10_000 });
  });
});
