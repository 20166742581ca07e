import { describe, expect, it } from 'vitest';
import { exceptionInfo } from './exception-info.js';

class OutOfStock extends Error {}

describe('exceptionInfo', () => {
  it('names the class, the innermost cause and both messages', () => {
    const cause = new TypeError('inner');
    const info = exceptionInfo(new OutOfStock('outer', { cause: new Error('between', { cause }) }));
    expect(info).toMatchObject({ fqcn: 'OutOfStock', causeFqcn: 'TypeError', message: 'outer; inner' });
    expect(info.stacktrace).toContain('exception-info.unit.spec');
  });

  it.each([
    ['', 'inner', 'inner'],
    ['outer', '', 'outer'],
  ])('joins no empty message: "%s" and "%s"', (outer, inner, message) => {
    expect(exceptionInfo(new Error(outer, { cause: new Error(inner) })).message).toBe(message);
  });

  it('gives texts, whatever an error has in their place', () => {
    class Odd extends Error {
      static override readonly name: string = 5 as unknown as string;
    }
    const info = exceptionInfo(Object.assign(new Odd(), { message: ['m'], stack: 7 }));
    expect(info).toEqual({ fqcn: '5', causeFqcn: '5', message: 'm', stacktrace: '7' });
    expect(exceptionInfo(Object.assign(new Error('m'), { name: undefined })).fqcn).toBe('undefined');
  });

  it('names the class twice where there is no cause', () => {
    expect(exceptionInfo(new OutOfStock('empty'))).toMatchObject({
      fqcn: 'OutOfStock',
      causeFqcn: 'OutOfStock',
      message: 'empty',
    });
  });

  it.each<[string, unknown, string, string]>([
    ['undefined', undefined, 'undefined', 'undefined'],
    ['null', null, 'null', 'null'],
    ['a text', 'no', 'string', 'no'],
    ['a symbol', Symbol('s'), 'symbol', 'Symbol(s)'],
    ['a frozen object', Object.freeze({ a: 1 }), 'Object', '{"a":1}'],
    ['an object without prototype', Object.create(null), 'object', '{}'],
    ['an error that names itself', Object.assign(new Error('m'), { name: 'AbortError' }), 'AbortError', 'm'],
  ])('takes %s', (_, thrown, fqcn, message) => {
    expect(exceptionInfo(thrown)).toMatchObject({ fqcn, message });
  });

  it('takes what cannot be read', () => {
    const hostile = new Proxy(new Error('x'), {
      get: () => {
        throw new Error('trap');
      },
    });
    expect(exceptionInfo(hostile)).toMatchObject({ fqcn: 'unknown' });
    const circle: { self?: unknown } = {};
    circle.self = circle;
    expect(exceptionInfo(circle)).toMatchObject({ fqcn: 'unknown' });
  });

  it('ends at a circle of causes', () => {
    const error = new Error('a');
    error.cause = new Error('b', { cause: error });
    expect(exceptionInfo(error).message).toMatch(/^a/);
  });

  it('keeps message and stack trace short', () => {
    const { message, stacktrace } = exceptionInfo(new Error('x'.repeat(2_000_000)));
    expect(message).toHaveLength(4_000);
    expect(stacktrace).toHaveLength(8_000);
  });
});
