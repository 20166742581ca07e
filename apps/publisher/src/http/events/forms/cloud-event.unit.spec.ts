import { orderPlaced } from '@app/contracts';
import { describe, expect, it } from 'vitest';
import { fromCloudEvent } from './cloud-event.js';
import { CloudEventError } from './request-errors.js';

function refused(attributes: object): CloudEventError {
  const event = { specversion: '1.0', id: '1', source: '/', type: orderPlaced.type, data: {}, ...attributes };
  try {
    fromCloudEvent(orderPlaced, event);
  } catch (error) {
    if (error instanceof CloudEventError) return error;
  }
  throw new Error('it was not refused');
}

const named = (length: number, name: (n: number) => string): object =>
  Object.fromEntries(Array.from({ length }, (_, n) => [name(n), 'x']));

const LENGTH = 30_000;

describe('what is told of a CloudEvent', () => {
  it('with very many bad names is that there are too many attributes', () => {
    const { problems, message } = refused(named(100_000, (n) => `BAD-${n}`));
    expect(problems).toEqual([{ property: '', reasons: ['100004 attributes, more than 100'] }]);
    expect(message.length).toBeLessThan(100);
  });

  it.each([
    ['a name', { ['X'.repeat(LENGTH)]: 'x' }],
    ['a name of what has no text', { ['x'.repeat(LENGTH)]: {} }],
    ['many names', named(90, (n) => `BAD-${n}-${'x'.repeat(LENGTH / 90)}`)],
    ['a content type', { datacontenttype: `text/plain;${'x'.repeat(LENGTH)}` }],
  ])('is short, however long %s may be', (_, attributes) => {
    for (const { property, reasons } of refused(attributes).problems)
      expect(Math.max(property.length, ...reasons.map(({ length }) => length))).toBeLessThan(210);
  });
});
