import { randomUUID } from 'node:crypto';
import { defineContract, InvalidEventError, KafkaClient, kafkaClient } from '@app/kafka';
import { Controller, type INestApplication } from '@nestjs/common';
import { type ClientKafka, ClientsModule, MessagePattern, Payload, ServerKafka } from '@nestjs/microservices';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { IsInt, IsString } from 'class-validator';
import { firstValueFrom } from 'rxjs';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { freePort } from './support/free-port.js';
import { LogCollector } from './support/log-collector.js';
import { allOf, makeTopic } from './support/records.js';

class Reading {
  @IsString()
  readonly sensor!: string;

  @IsInt()
  readonly value!: number;
}

const readings = defineContract({
  topic: `client-${randomUUID()}`,
  type: 'test.reading.v1',
  payload: Reading,
  key: ({ sensor }) => sensor,
});
const sums = `sums-${randomUUID()}`;

/** Answers a request as a stock Nest microservice does. */
@Controller()
class SumController {
  @MessagePattern(sums)
  sum(@Payload() numbers: number[]): string {
    return String(numbers.reduce((sum, each) => sum + each, 0));
  }
}

const brokers = inject('brokers');
const logger = new LogCollector();
let app: INestApplication;
let client: ClientKafka;
let topic: string;

beforeAll(async () => {
  topic = await makeTopic(brokers, `plain-${randomUUID()}`, 1);
  await makeTopic(brokers, sums, 1);
  await makeTopic(brokers, `${sums}.reply`, 1);
  const options = { client: { brokers, clientId: 'spec' }, contracts: [readings] };
  const imports = [ClientsModule.register([kafkaClient('KAFKA', options)])];
  const controllers = [SumController];
  const testing = await Test.createTestingModule({ imports, controllers }).setLogger(logger).compile();
  app = testing.createNestApplication(new FastifyAdapter());
  const consumer = { groupId: `sums-${randomUUID()}` };
  const strategy = new ServerKafka({ client: { brokers }, consumer, subscribe: { fromBeginning: true } });
  app.connectMicroservice({ strategy });
  await app.init();
  await app.startAllMicroservices();
  client = app.get('KAFKA');
});

afterAll(() => app.close());

/** The record that an emit has written, as the log has it. */
async function emitted(data: unknown, to = topic) {
  const [metadata] = await firstValueFrom(client.emit(to, data));
  const log = await allOf(brokers, to);
  const record = log.find(
    ({ partition, offset }) =>
      partition === metadata.partition && String(offset) === String(metadata.baseOffset),
  );
  if (!record) throw new Error('the record is not in the log');
  return { ...record, text: record.value === null ? null : String(record.value) };
}

describe('emit to a topic without a contract', () => {
  const when = new Date('2026-11-22T18:39:25.925Z');

  it.each([
    ['text as it is', 'Hello', 'Hello'],
    ['a number', 5, '5'],
    ['false', false, 'false'],
    ['a date as ISO 8601', when, '2026-11-22T18:39:25.925Z'],
    ['an object with a date', { when }, '{"when":"2026-11-22T18:39:25.925Z"}'],
    ['a list', [1, 'two'], '[1,"two"]'],
    ['a class with toString', Object.assign(new Error('x'), { a: 1 }), '{"a":1}'],
    ['an amount of money', { value: 5, currency: 'EUR' }, '{"value":5,"currency":"EUR"}'],
    ['a payload with a key in it', { key: 'k', total: 1 }, '{"key":"k","total":1}'],
    ['the value of a message', { value: { a: 1 } }, '{"a":1}'],
    ['a tombstone', { key: 'k', value: null }, null],
  ])('writes %s', async (_, data, expected) => {
    expect((await emitted(data)).text).toBe(expected);
  });

  it('writes key, value, headers, partition and time of a message, and changes nothing of it', async () => {
    const make = () => ({
      key: { id: 1 },
      value: Buffer.from([0, 255]),
      headers: { trace: 'abc', count: 5, none: null },
      partition: 0,
      timestamp: '1700000000000',
    });
    const message = make();
    const record = await emitted(message);
    expect(message).toEqual(make());
    expect(record).toMatchObject({
      value: Buffer.from([0, 255]),
      partition: 0,
      timestamp: 1_700_000_000_000,
    });
    expect(String(record.key)).toBe('{"id":1}');
    expect(Object.keys(record.headers).toSorted()).toEqual(['count', 'trace']);
  });

  it('takes data as they are when it is called', async () => {
    const data = { text: 'now' };
    const outcome = firstValueFrom(client.emit(topic, data));
    data.text = 'later';
    const [{ baseOffset }] = await outcome;
    const log = await allOf(brokers, topic);
    expect(String(log.find(({ offset }) => String(offset) === baseOffset)?.value)).toBe('{"text":"now"}');
  });

  it('keeps the order of a thousand, each sent without waiting for the last', async () => {
    const own = await makeTopic(brokers, `order-${randomUUID()}`, 1);
    const values = Array.from({ length: 1_000 }, (_, index) => index);
    await Promise.all(values.map((value) => firstValueFrom(client.emit(own, { value }))));
    expect((await allOf(brokers, own)).map(({ value }) => Number(String(value)))).toEqual(values);
  });

  it('writes a batch', async () => {
    const own = await makeTopic(brokers, `batch-${randomUUID()}`, 1);
    await firstValueFrom(client.emitBatch(own, { messages: ['a', { key: 'k', value: 'b' }] }));
    expect((await allOf(brokers, own)).map(({ value }) => String(value))).toEqual(['a', 'b']);
  });
});

describe('emit to a topic with a contract', () => {
  it('writes the event with key and headers of its contract', async () => {
    const record = await emitted({ sensor: 's1', value: 5 }, readings.topic);
    expect(record.text).toBe('{"sensor":"s1","value":5}');
    expect(String(record.key)).toBe('s1');
    expect(Object.keys(record.headers).toSorted()).toEqual([
      'ce_id',
      'ce_source',
      'ce_specversion',
      'ce_type',
      'content-type',
    ]);
  });

  it('takes a message whose value is the event, with headers of its own', async () => {
    const message = { key: 'other', value: { sensor: 's1', value: 5 }, headers: { tenant: 'a' } };
    const record = await emitted(message, readings.topic);
    expect(String(record.key)).toBe('other');
    expect(String(record.headers['tenant'])).toBe('a');
  });

  it('refuses what breaks it, and tells whoever subscribes, also late', async () => {
    const outcome = client.emit(readings.topic, { sensor: 's1', value: 'five' });
    await expect(firstValueFrom(outcome)).rejects.toBeInstanceOf(InvalidEventError);
    await expect(firstValueFrom(outcome)).rejects.toBeInstanceOf(InvalidEventError);
  });
});

describe('a failure', () => {
  it('that nobody has subscribed to is logged in one line', async () => {
    client.emit(readings.topic, { sensor: 'nobody' });
    const line = await logger.line('value must be an integer');
    expect(line).toContain(`what was emitted to ${readings.topic} is not confirmed`);
    expect(line).not.toContain('\n');
  });

  it('without brokers ends with an error, and the process lives', async () => {
    const lonely = new KafkaClient({ client: { brokers: [`127.0.0.1:${await freePort()}`] } });
    const outcome = firstValueFrom(lonely.emit('t', 'x'));
    await Promise.all([
      expect(outcome).rejects.toMatchObject({ code: 'BROKERS_UNAVAILABLE' }),
      lonely.close(),
    ]);
  });

  it('without brokers keeps so much and no more: the rest is told that the buffer is full', async () => {
    const lonely = new KafkaClient({ client: { brokers: [`127.0.0.1:${await freePort()}`] } });
    const codes = new Map<string, number>();
    const outcomes = Array.from({ length: 50_100 }, async () => {
      const code = await firstValueFrom(lonely.emit('t', 'x')).then(
        () => 'emitted',
        (error: { readonly code: string }) => error.code,
      );
      codes.set(code, (codes.get(code) ?? 0) + 1);
    });
    await lonely.close();
    await Promise.all(outcomes);
    expect(codes).toEqual(
      new Map([
        ['PUBLISH_BUFFER_FULL', 100],
        ['BROKERS_UNAVAILABLE', 50_000],
      ]),
    );
  });
});

describe('send', () => {
  it('asks and is answered as with the stock client', async () => {
    client.subscribeToResponseOf(sums);
    await client.connect();
    expect(await firstValueFrom(client.send(sums, [1, 2, 3]))).toBe('6');
  });
});
