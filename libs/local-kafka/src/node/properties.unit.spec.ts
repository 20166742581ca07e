import { expect, it } from 'vitest';
import { renderProperties } from './properties.js';

it('writes a line a property', () => {
  expect(renderProperties({ a: '1', 'b.c': 'x y' })).toBe('a=1\nb.c=x y\n');
});

it('escapes what Java would read differently', () => {
  expect(renderProperties({ a: 'C:\\data\n', b: 'Zoë' })).toBe('a=C:\\\\data\\n\nb=Zo\\u00eb\n');
});
