import { IsInt, IsNotEmpty, IsString } from 'class-validator';
import { describe, expect, it } from 'vitest';
import { defineContract } from '../contract/contract.js';
import { ContentTypeError, InvalidEventError, UnreadableEventError } from '../errors.js';
import { readEvent } from './read-event.js';

class Line {
  @IsString()
  @IsNotEmpty()
  readonly text!: string;
}

class Count {
  @IsInt()
  readonly count!: number;
}

const line = defineContract({
  topic: 'lines',
  type: 'test.line.v1',
  payload: Line,
  text: { decode: (text) => ({ text }), encode: ({ text }) => text },
});
const count = defineContract({ topic: 'counts', type: 'test.count.v1', payload: Count });

const record = (value: string | Buffer | null, contentType?: string) => ({
  value: value === null ? null : Buffer.from(value),
  headers: contentType ? { 'content-type': Buffer.from(contentType) } : undefined,
});

describe('readEvent', () => {
  it.each([
    ['text without headers', record('Hello'), 'Hello'],
    [
      'text that says so',
      record('{"text":"as it stands"}', 'text/plain; charset=utf-8'),
      '{"text":"as it stands"}',
    ],
    ['JSON that says so', record('{"text":"Hello"}', 'Application/JSON'), 'Hello'],
    ['JSON without headers', record('{"text":"Hello","added":"later"}'), 'Hello'],
    ['text that looks like JSON', record('{'), '{'],
    ['JSON of another shape, as the line it is', record('{"count":1}'), '{"count":1}'],
  ])('reads %s', (_, given, text) => {
    const event = readEvent(line, given);
    expect(event).toBeInstanceOf(Line);
    expect(event).toEqual({ text });
  });

  it('leaves out properties it does not know', () => {
    expect(readEvent(count, record('{"count":1,"more":2}'))).toEqual({ count: 1 });
  });

  it.each([
    ['a tombstone', count, record(null), UnreadableEventError],
    ['an empty value', line, record(''), UnreadableEventError],
    ['truncated JSON', count, record('{"count":'), UnreadableEventError],
    ['invalid UTF-8', line, record(Buffer.from([0xc3, 0x28])), UnreadableEventError],
    ['text where only JSON is known', count, record('1', 'text/plain'), ContentTypeError],
    ['an unknown content type', line, record('x', 'application/avro'), ContentTypeError],
    ['a broken DTO', count, record('{"count":"one"}'), InvalidEventError],
    ['a JSON array', count, record('[1]'), InvalidEventError],
    ['JSON null', count, record('null'), InvalidEventError],
  ])('refuses %s', (_, contract, given, error) => {
    expect(() => readEvent<object>(contract, given)).toThrow(error);
  });
});
