import { expect, it } from 'vitest';
import { table } from './table.js';

it('aligns a table, numbers to the right, without what could move a cursor', () => {
  expect(
    table(
      ['topic', 'lag', 'member'],
      [
        ['a', 12, undefined],
        ['long-name', undefined, 'm\u001B[2J'],
      ],
    ),
  ).toEqual(['topic      lag  member', 'a           12  -', 'long-name    -  m [2J']);
});
