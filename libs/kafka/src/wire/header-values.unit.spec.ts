import { describe, expect, it } from 'vitest';
import { firstHeader, lastHeader, writableHeaders } from './header-values.js';

// kafkajs types no null, yet hands one on for a header without a value.
const without = null as unknown as Buffer;

describe('header values', () => {
  const headers = { one: Buffer.from('1'), many: [Buffer.from('a'), 'b'], none: without };

  it('finds the first and the last', () => {
    expect(firstHeader(headers, 'many')?.toString()).toBe('a');
    expect(lastHeader(headers, 'many')?.toString()).toBe('b');
    expect(lastHeader(headers, 'one')?.toString()).toBe('1');
  });

  it.each(['none', 'absent', 'constructor', '__proto__'])('finds nothing under %s', (name) => {
    expect(firstHeader(headers, name)).toBeUndefined();
  });

  it('puts an empty value where there is none, and keeps hostile names', () => {
    const hostile = JSON.parse('{"__proto__": "x", "constructor": "y"}') as Record<string, string>;
    expect(writableHeaders({ ...headers, ...hostile, many: ['a', without] })).toEqual({
      one: Buffer.from('1'),
      many: ['a', Buffer.alloc(0)],
      none: Buffer.alloc(0),
      ['__proto__']: 'x',
      constructor: 'y',
    });
  });
});
