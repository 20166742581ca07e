import { describe, expect, it } from 'vitest';
import { initial, resolve, rulesOf } from './schema.js';

const root = {
  $ref: '#/$defs/Order',
  $defs: {
    Order: {
      type: 'object',
      required: ['id', 'items', 'paid'],
      properties: {
        id: { type: 'string', format: 'uuid' },
        note: { type: 'string' },
        paid: { type: 'boolean' },
        items: { type: 'array', minItems: 1, items: { $ref: '#/$defs/Item' } },
      },
    },
    Item: {
      type: 'object',
      required: ['sku', 'quantity'],
      properties: { sku: { type: 'string' }, quantity: { type: 'integer', minimum: 1 } },
    },
  },
};

describe('a schema', () => {
  it('gives the beginning of a form: what is required', () => {
    expect(initial(root, root)).toEqual({ id: '', paid: false, items: [{ sku: '' }] });
  });

  it('follows references, and takes the form that is not null', () => {
    expect(resolve({ anyOf: [{ type: 'null' }, { $ref: '#/$defs/Item' }] }, root)).toMatchObject({
      type: 'object',
    });
    expect(resolve({ $ref: '#/$defs/Item', description: 'One line' }, root)).toMatchObject({
      description: 'One line',
      required: ['sku', 'quantity'],
    });
  });

  it('does not follow references in a circle for ever', () => {
    const circle = { $ref: '#/$defs/A', $defs: { A: { $ref: '#/$defs/A' } } };
    expect(resolve(circle, circle)).not.toHaveProperty('type');
  });

  it.each([
    [{ minLength: 1, maxLength: 10_000 }, ['1 to 10,000 characters']],
    [{ minimum: 1 }, ['at least 1']],
    [{ maxItems: 5 }, ['at most 5 items']],
    [{ enum: ['a', 'b'] }, ['one of a, b']],
    [{}, []],
  ])('says in words what %j asks', (schema, words) => {
    expect(rulesOf(schema)).toEqual(words);
  });
});
