import { IsString } from 'class-validator';
import Decoder from 'kafkajs/src/protocol/decoder.js';
import decodeBatch from 'kafkajs/src/protocol/recordBatch/v0/decoder.js';
import { describe, expect, it } from 'vitest';
import { defineContract } from '../contract/contract.js';
import { EventTooLargeError, InvalidEventError } from '../errors.js';
import { writeBatch } from './batch/record-batch.js';
import { type EncodedEvent, EventEncoder } from './event-encoder.js';

class Person {
  @IsString()
  readonly name!: string;
}

const person = defineContract({
  topic: 'people',
  type: 'test.person.v1',
  payload: Person,
  key: ({ name }) => name,
});
const ada = { name: 'Ada' };
const encoder = new EventEncoder('/test');

async function headersOf({ body, timestamp }: EncodedEvent): Promise<Record<string, string>> {
  const target = Buffer.alloc(10_000);
  writeBatch(target, 0, [{ body, timestamp }], { producerId: 1n, epoch: 0, sequence: 0 });
  const { records } = await decodeBatch(new Decoder(target));
  return Object.fromEntries(
    Object.entries(records[0]?.headers ?? {}).map(([name, value]) => [name, String(value)]),
  );
}

describe('EventEncoder', () => {
  it('writes the data alone as value and the metadata as CloudEvents headers', async () => {
    const event = encoder.encode(person, ada, {});
    expect(event.body.value?.toString()).toBe('{"name":"Ada"}');
    expect(event.body.key?.toString()).toBe('Ada');
    expect(await headersOf(event)).toEqual({
      ce_id: event.id,
      ce_source: '/test',
      ce_specversion: '1.0',
      ce_type: 'test.person.v1',
      'content-type': 'application/json',
    });
  });

  it('writes text where the contract has a text form', async () => {
    const named = {
      ...person,
      text: { decode: (name: string) => ({ name }), encode: ({ name }: Person) => name },
    };
    const event = encoder.encode(named, ada, { key: 'other' });
    expect(event.body.value?.toString()).toBe('Ada');
    expect(event.body.key?.toString()).toBe('other');
    expect((await headersOf(event))['content-type']).toBe('text/plain');
  });

  it('carries further attributes, the trace context under its own names, and the time', async () => {
    const extensions = { subject: 'people/1', traceparent: '00-0af7651916cd43dd8448eb211c80319c-01' };
    const event = encoder.encode(person, ada, { source: '/other', id: 'i', time: 5, extensions });
    expect(event).toMatchObject({ id: 'i', timestamp: 5 });
    expect(await headersOf(event)).toMatchObject({
      ce_id: 'i',
      ce_source: '/other',
      ce_subject: 'people/1',
      traceparent: extensions.traceparent,
    });
  });

  it.each([
    ['a reserved attribute', { extensions: { type: 'x' } }],
    ['an attribute with a capital', { extensions: { dataSchema: 'x' } }],
    ['an attribute without a value', { extensions: { subject: '' } }],
    ['an attribute that is no text', { extensions: { subject: 5 as unknown as string } }],
    ['half a surrogate pair', { extensions: { subject: '\ud800' } }],
    ['an empty id', { id: '' }],
    ['an empty source', { source: '' }],
    ['a time with a fraction', { time: 0.5 }],
    ['a time before 1970', { time: -1 }],
    ['a time that no Date can have', { time: 8.64e15 + 1 }],
  ])('refuses %s', (_, options) => {
    expect(() => encoder.encode(person, ada, options)).toThrow(InvalidEventError);
  });

  it('refuses a key that is no string', () => {
    const broken = { ...person, key: () => 5 as unknown as string };
    expect(() => encoder.encode(broken, ada, {})).toThrow(InvalidEventError);
  });

  it.each([
    ['in characters', 'x'.repeat(1_000_001)],
    ['in bytes', 'ü'.repeat(500_000)],
  ])('refuses what is too large %s', (_, name) => {
    expect(() => encoder.encode(person, { name }, { key: 'k' })).toThrow(EventTooLargeError);
  });
});
