import { IsString } from 'class-validator';
import { describe, expect, it } from 'vitest';
import { defineContract } from '../contract/contract.js';
import { InvalidEventError } from '../errors.js';
import { encodeRecord } from './encode-record.js';

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

const headersAsText = (headers: Readonly<Record<string, Buffer>>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.toString()]));

describe('encodeRecord', () => {
  it('writes the data alone as value and the metadata as CloudEvents headers', () => {
    const record = encodeRecord(person, { name: 'Ada' }, { source: '/test' });
    expect(record.value.toString()).toBe('{"name":"Ada"}');
    expect(record.key?.toString()).toBe('Ada');
    expect(headersAsText(record.headers)).toEqual({
      ce_id: record.id,
      ce_source: '/test',
      ce_specversion: '1.0',
      ce_type: 'test.person.v1',
      'content-type': 'application/json',
    });
  });

  it('writes text where the contract has a text form', () => {
    const named = {
      ...person,
      text: { decode: (name: string) => ({ name }), encode: ({ name }: Person) => name },
    };
    const record = encodeRecord(named, { name: 'Ada' }, { source: '/test', key: 'other' });
    expect(record.value.toString()).toBe('Ada');
    expect(record.key?.toString()).toBe('other');
    expect(record.headers['content-type']?.toString()).toBe('text/plain');
  });

  it('refuses a key that is no string', () => {
    const broken = { ...person, key: () => 5 as unknown as string };
    expect(() => encodeRecord(broken, { name: 'Ada' }, { source: '/test' })).toThrow(InvalidEventError);
  });

  it('carries further attributes, the trace context under its own names, and the time', () => {
    const extensions = { subject: 'people/1', traceparent: '00-0af7651916cd43dd8448eb211c80319c-01' };
    const record = encodeRecord(person, { name: 'Ada' }, { source: '/other', id: 'i', time: 5, extensions });
    expect(record.timestamp).toBe(5);
    expect(headersAsText(record.headers)).toMatchObject({
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
    ['a time with a fraction', { time: 0.5 }],
    ['a time before 1970', { time: -1 }],
  ])('refuses %s', (_, options) => {
    expect(() => encodeRecord(person, { name: 'Ada' }, { source: '/test', ...options })).toThrow(
      InvalidEventError,
    );
  });
});
