import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { bootPublisher } from './support/boot.js';
import { LogCollector } from './support/log-collector.js';
import { recordsIn } from './support/log-of.js';
import { posting, reading, readings, textLines } from './support/publish-app.js';
import { allOf } from './support/records.js';

const brokers = inject('brokers');
const single = readings();
const list = readings();
const refusals = readings();
const events = readings();
const lines = textLines();
let app: NestFastifyApplication;

beforeAll(async () => {
  const contracts = [single, list, refusals, events, lines];
  app = await bootPublisher({ brokers, logger: new LogCollector(), contracts });
});

afterAll(async () => {
  await app.close();
});

const post = posting(() => app, list.topic);
const postBad = posting(() => app, refusals.topic);
const postEvent = posting(() => app, events.topic);

describe('an object', () => {
  it('is answered by 201 and the receipt of its record', async () => {
    const response = await posting(() => app, single.topic)(reading(7));
    expect(response.statusCode).toBe(201);
    expect(response.headers['content-type']).toBe('application/json; charset=utf-8');
    const [record] = await allOf(brokers, single.topic);
    expect(response.json()).toEqual({
      id: record?.headers['ce_id']?.toString(),
      topic: single.topic,
      partition: record?.partition,
      offset: Number(record?.offset),
      timestamp: new Date(record?.timestamp ?? 0).toISOString(),
    });
    expect(JSON.parse(String(record?.value))).toEqual(reading(7));
  });
});

describe('an array', () => {
  it('is answered by 201 with a receipt each, in order, and those of a key are in the log in order', async () => {
    const response = await post([1, 2, 3, 4].map((value) => reading(value)));
    expect(response.statusCode).toBe(201);
    const { results } = response.json();
    expect(results).toHaveLength(4);
    const records = await allOf(brokers, list.topic);
    expect(results).toEqual(
      records.map(({ headers, partition, offset }) =>
        expect.objectContaining({
          status: 201,
          id: headers['ce_id']?.toString(),
          partition,
          offset: Number(offset),
        }),
      ),
    );
    expect(records.map(({ value }) => JSON.parse(String(value)).value)).toEqual([1, 2, 3, 4]);
  });

  it('is answered by 207 when some failed, each with its status in order', async () => {
    const before = await recordsIn(brokers, list.topic);
    const response = await post([reading(1), { sensor: 'a', value: 'one' }, null, reading(2)]);
    expect(response.statusCode).toBe(207);
    expect(response.json().results).toEqual([
      expect.objectContaining({ status: 201, topic: list.topic }),
      expect.objectContaining({
        status: 422,
        code: 'EVENT_INVALID',
        errors: [{ property: 'value', reasons: ['value must be an integer number'] }],
      }),
      expect.objectContaining({ status: 422 }),
      expect.objectContaining({ status: 201 }),
    ]);
    expect(await recordsIn(brokers, list.topic)).toBe(before + 2);
  });

  it('may be empty, as a batch of CloudEvents may', async () => {
    for (const type of ['application/json', 'application/cloudevents-batch+json']) {
      const response = await post([], { 'content-type': type });
      expect([response.statusCode, response.json()]).toEqual([201, { results: [] }]);
    }
  });

  it('has at most 1,000 events: 413, and nothing is published', async () => {
    const response = await postBad(Array.from({ length: 1_001 }, (_, n) => reading(n)));
    expect([response.statusCode, response.json().code]).toEqual([413, 'BATCH_TOO_LONG']);
    expect(await recordsIn(brokers, refusals.topic)).toBe(0);
  });
});

describe('text', () => {
  it.each([
    ['a line', 'text/plain', 'Hello', 'Hello'],
    ['a line in UTF-8', 'Text/Plain; charset="UTF-8"', 'süß 🍵', 'süß 🍵'],
    ['the same as JSON', 'application/json', '{"text":"Hello"}', 'Hello'],
  ])('%s travels as it stands', async (_, type, body, value) => {
    const response = await posting(() => app, lines.topic)(body, { 'content-type': type });
    expect(response.statusCode).toBe(201);
    const record = await recordOf(response.json(), lines.topic);
    expect(record.value).toBe(value);
    expect(record.kept.headers['content-type']).toBe('text/plain');
  });
});

const attributes = {
  specversion: '1.0',
  id: 'reading-1',
  source: '/sensors?floor=2',
  type: 'test.reading.v1',
  time: '2026-01-02T03:04:05.678+01:00',
  subject: 'a',
  dataschema: 'https://example.org/reading',
  comment: 'süß',
  sampled: true,
  rank: 3,
};
/** The record a CloudEvent with these attributes becomes. */
const kept = {
  timestamp: Date.parse(attributes.time),
  headers: {
    ce_id: attributes.id,
    ce_source: attributes.source,
    ce_specversion: '1.0',
    ce_type: attributes.type,
    ce_subject: 'a',
    ce_dataschema: attributes.dataschema,
    ce_comment: 'süß',
    ce_sampled: 'true',
    ce_rank: '3',
    'content-type': 'application/json',
  },
};

/** Headers as text, with the time and the value, of the record of a receipt. */
async function recordOf({ partition, offset }: { partition: number; offset: number }, topic = events.topic) {
  const records = await allOf(brokers, topic);
  const record = records.find((each) => each.partition === partition && Number(each.offset) === offset);
  const headers = Object.entries(record?.headers ?? {}).map(([name, value]) => [name, String(value)]);
  return {
    value: String(record?.value),
    kept: { timestamp: record?.timestamp, headers: Object.fromEntries(headers) },
  };
}

describe('a CloudEvent', () => {
  const structured = { 'content-type': 'application/cloudevents+json; charset=utf-8' };

  it('in structured mode keeps its attributes', async () => {
    const response = await postEvent({ ...attributes, data: reading(5) }, structured);
    expect(response.statusCode).toBe(201);
    const record = await recordOf(response.json());
    expect(record.kept).toEqual(kept);
    expect(JSON.parse(record.value)).toEqual(reading(5));
  });

  it('in binary mode keeps its attributes, percent-encoded or quoted', async () => {
    const headers = Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [`ce-${name}`, encodeURI(String(value))]),
    );
    const response = await postEvent(reading(6), { ...headers, 'ce-subject': '"a"' });
    expect(response.statusCode).toBe(201);
    const record = await recordOf(response.json());
    expect(record.kept).toEqual(kept);
    expect(JSON.parse(record.value)).toEqual(reading(6));
  });

  it('in binary mode may have text where the topic takes text', async () => {
    const { specversion, id, source } = attributes;
    const headers = { 'ce-specversion': specversion, 'ce-id': id, 'ce-source': encodeURI(source) };
    const response = await posting(() => app, lines.topic)('Hello', {
      ...headers,
      'ce-type': 'test.line.v1',
      'content-type': 'text/plain',
    });
    expect(response.statusCode).toBe(201);
    const record = await recordOf(response.json(), lines.topic);
    expect(record.value).toBe('Hello');
    expect(record.kept.headers).toMatchObject({ ce_id: id, ce_source: source });
  });

  it('in a batch keeps its attributes, and a fault is its own', async () => {
    const batch = [
      { ...attributes, data: reading(7) },
      { ...attributes, type: 'test.other.v1', data: reading(7) },
      { ...attributes, specversion: '0.3', data: reading(7) },
      'no event',
    ];
    const response = await postEvent(batch, { 'content-type': 'application/cloudevents-batch+json' });
    expect(response.statusCode).toBe(207);
    const { results } = response.json();
    expect(results.map(({ status }: { status: number }) => status)).toEqual([201, 422, 400, 400]);
    expect((await recordOf(results[0])).kept).toEqual(kept);
  });

  it('may have its data as base64, or as text where the topic takes text', async () => {
    const { id, source, specversion } = attributes;
    const base64 = Buffer.from(JSON.stringify(reading(8))).toString('base64');
    const first = await postEvent({ ...attributes, data_base64: base64 }, structured);
    expect(JSON.parse((await recordOf(first.json())).value)).toEqual(reading(8));

    const postLine = posting(() => app, lines.topic);
    const line = { id, source, specversion, type: 'test.line.v1', datacontenttype: 'text/plain' };
    for (const data of [{ data: 'Hello' }, { data_base64: Buffer.from('Hello').toString('base64') }]) {
      const response = await postLine({ ...line, ...data }, structured);
      expect(response.statusCode).toBe(201);
      expect((await recordOf(response.json(), lines.topic)).value).toBe('Hello');
    }
  });

  const without = (name: string) => ({ ...attributes, [name]: null });
  it.each([
    ['without specversion', 400, 'specversion', without('specversion')],
    ['without an id', 400, 'id', without('id')],
    ['without a source', 400, 'source', without('source')],
    ['without a type', 400, 'type', without('type')],
    ['of another version', 400, 'specversion', { ...attributes, specversion: '2.0' }],
    ['of another type', 422, 'type', { ...attributes, type: 'other' }],
    ['with an empty id', 400, 'id', { ...attributes, id: '' }],
    ['whose source is no URI', 400, 'source', { ...attributes, source: 'a b' }],
    ['whose time is none', 400, 'time', { ...attributes, time: 'yesterday' }],
    ['with a day that is not', 400, 'time', { ...attributes, time: '2026-02-30T00:00:00Z' }],
    ['far in the future', 422, 'time', { ...attributes, time: '2999-01-01T00:00:00Z' }],
    ['with an object as attribute', 400, 'extra', { ...attributes, extra: {} }],
    ['with a capital in a name', 400, 'dataRef', { ...attributes, dataRef: 'x' }],
    ['with a control character', 400, 'subject', { ...attributes, subject: 'a\nb' }],
    ['with a subject that is no text', 400, 'subject', { ...attributes, subject: false }],
    ['with a number for an id', 400, 'id', { ...attributes, id: 7 }],
    ['without data', 400, 'data', { ...attributes, data: undefined }],
    ['with data twice', 400, 'data', { ...attributes, data: 1, data_base64: 'MQ==' }],
    ['with base64 that is none', 400, 'data_base64', { ...attributes, data: undefined, data_base64: '*' }],
  ])('%s is refused with %i that names %s', async (_, status, property, event) => {
    const response = await postBad({ data: reading(), ...event }, structured);
    expect(response.statusCode).toBe(status);
    expect(response.json().errors).toEqual([
      { property, reasons: [expect.stringContaining(`${property} `)] },
    ]);
    expect(await recordsIn(brokers, refusals.topic)).toBe(0);
  });

  it.each([
    [
      'a missing id',
      400,
      'ce-id',
      { 'ce-source': '/s', 'ce-type': 'test.reading.v1', 'ce-specversion': '1.0' },
    ],
    ['broken percent-encoding', 400, 'ce-id', { 'ce-id': '%zz' }],
    ['invalid UTF-8 in percent-encoding', 400, 'ce-id', { 'ce-id': '%ff' }],
    ['bytes that are not ASCII', 400, 'ce-id', { 'ce-id': 'sÃ¼' }],
    ['the data as a header', 400, 'ce-data', { 'ce-id': 'a', 'ce-data': '{}' }],
    [
      'the content type as an attribute',
      400,
      'ce-datacontenttype',
      { 'ce-id': 'a', 'ce-datacontenttype': 'x' },
    ],
  ])('in binary mode with %s is refused with %i that names %s', async (_, status, property, headers) => {
    const response = await postBad(reading(), headers);
    expect(response.statusCode).toBe(status);
    expect(response.json().errors).toContainEqual({ property, reasons: [expect.any(String)] });
    expect(await recordsIn(brokers, refusals.topic)).toBe(0);
  });
});

describe('hostile JSON', () => {
  it.each([
    ['__proto__', '{"sensor":"a","value":1,"__proto__":{"polluted":true}}'],
    ['constructor', '{"sensor":"a","value":1,"constructor":{"prototype":{"polluted":true}}}'],
    ['constructor below the top', '{"sensor":"a","value":1,"extra":{"constructor":{"prototype":{}}}}'],
    ['__proto__ that has the properties', '{"__proto__":{"sensor":"a","value":1}}'],
    ['nesting', `{"sensor":"a","value":1,"extra":${'['.repeat(50_000)}${']'.repeat(50_000)}}`],
  ])('%s is refused and pollutes nothing', async (_, body) => {
    expect((await postBad(body)).statusCode).toBe(422);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(await recordsIn(brokers, refusals.topic)).toBe(0);
  });

  it('with a key twice counts its last, and so reads who receives it', async () => {
    const response = await postEvent('{"sensor":"a","value":1,"value":2}');
    expect(response.statusCode).toBe(201);
    expect((await recordOf(response.json())).value).toBe('{"sensor":"a","value":2}');
  });
});

describe('the way there', () => {
  it('is told by GET /topics', async () => {
    const response = await app.inject('/topics');
    expect(response.statusCode).toBe(200);
    expect(response.json().topics).toContainEqual({
      topic: lines.topic,
      type: 'test.line.v1',
      partitions: 6,
      contentTypes: [
        'application/json',
        'application/x-ndjson',
        'application/cloudevents+json',
        'application/cloudevents-batch+json',
        'text/plain',
      ],
      links: { events: `/topics/${lines.topic}/events` },
    });
  });

  it.each([
    ['GET', `/topics/${single.topic}/events`, 'POST'],
    ['PUT', `/topics/${single.topic}/events`, 'POST'],
    ['DELETE', '/topics', 'GET, HEAD'],
    ['POST', '/health/live', 'GET, HEAD'],
  ] as const)('%s %s is 405 with Allow', async (method, url, allow) => {
    const response = await app.inject({ method, url });
    expect(response.statusCode).toBe(405);
    expect(response.headers['allow']?.split(', ').toSorted().join(', ')).toBe(allow);
    expect(response.json()).toMatchObject({ status: 405, title: 'Method Not Allowed' });
  });
});
