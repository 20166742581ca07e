import { expect, it } from 'vitest';
import { nextOrder, sorted } from './sorted.js';

const columns = [
  { id: 'name', by: ({ name }: { name: string; size: number }) => name },
  { id: 'size', by: ({ size }: { name: string; size: number }) => size },
  { id: 'note' },
];
const items = [
  { name: 'b', size: 10 },
  { name: 'a', size: 9 },
  { name: 'c', size: 100 },
];
const names = (column: string, descending: boolean) =>
  sorted(items, columns, { column, descending })
    .map(({ name }) => name)
    .join('');

it('rows are put in the order of a column, figures as figures', () => {
  expect([names('name', false), names('name', true)]).toEqual(['abc', 'cba']);
  expect([names('size', false), names('size', true)]).toEqual(['abc', 'cba']);
  expect([names('note', false), names('gone', true)]).toEqual(['bac', 'bac']);
  expect(sorted(items, columns, undefined)).toBe(items);
});

it('a column is asked for one way, the other, and not at all', () => {
  const first = nextOrder(undefined, 'size', true);
  const second = nextOrder(first, 'size', true);
  expect([first, second]).toEqual([
    { column: 'size', descending: true },
    { column: 'size', descending: false },
  ]);
  expect(nextOrder(second, 'size', true)).toBeUndefined();
  expect(nextOrder(first, 'name', false)).toEqual({ column: 'name', descending: false });
});
