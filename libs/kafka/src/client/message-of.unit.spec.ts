import { describe, expect, it } from 'vitest';
import { messageOf } from './message-of.js';

const withOwn = (name: string, property: PropertyDescriptor): Error =>
  Object.defineProperty(new RangeError('an error'), name, property);

const ofItself = new Error('turns in circles');
ofItself.cause = ofItself;

describe('messageOf', () => {
  it.each<[string, unknown, string]>([
    ['an error', new Error('first\nsecond'), 'first'],
    ['its innermost cause', new Error('outer', { cause: new Error('inner') }), 'inner'],
    ['a cause without a message', new Error('outer', { cause: new Error('') }), 'Error'],
    ['an error without a message', new RangeError(''), 'RangeError'],
    ['a text of several lines', 'one\r\ntwo', 'one'],
    ['undefined', undefined, 'undefined'],
    ['an error that is its own cause', ofItself, 'turns in circles'],
    ['a message that is no text', withOwn('message', { value: 5 }), '5'],
    ['a message that cannot be read', withOwn('message', { get: fails }), 'what was thrown cannot be read'],
    ['an object without a prototype', Object.create(null), 'what was thrown cannot be read'],
    ['a message of a million letters', new Error('a'.repeat(1e6)), 'a'.repeat(1_000)],
  ])('of %s', (_, error, line) => {
    expect(messageOf(error)).toBe(line);
  });
});

function fails(): never {
  throw new Error('nobody reads this');
}
