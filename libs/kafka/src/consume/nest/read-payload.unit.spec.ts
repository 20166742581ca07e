import type { IHeaders } from 'kafkajs';
import { describe, expect, it } from 'vitest';
import { fetchedRecord } from '../fetched-record.fixture.js';
import { payloadReader } from './read-payload.js';

const read = (value: string, headers: IHeaders = {}): unknown =>
  payloadReader(undefined)(fetchedRecord('t', 0, { value: Buffer.from(value), headers }));
const json = { 'content-type': Buffer.from('application/json') };

describe('a payload without a contract', () => {
  it.each([
    ['a number, where it says that it is JSON', '5', json, 5],
    ['text, where it says that it is JSON but is none', 'five', json, 'five'],
    ['text as Nest reads it, where it says nothing', '5', {}, '5'],
    ['an object as Nest reads it, where it says nothing', '{"a":1}', {}, { a: 1 }],
  ])('is %s', (_, value, headers, expected) => {
    expect(read(value, headers)).toEqual(expected);
  });
});
