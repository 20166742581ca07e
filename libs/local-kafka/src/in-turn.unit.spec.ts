import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { inTurn } from './in-turn.js';

it('begins with one when the one before has ended, failed or not', async () => {
  const said: string[] = [];
  const work = (name: string, fails = false) =>
    inTurn(async () => {
      said.push(`${name} begins`);
      await setImmediate();
      said.push(`${name} ends`);
      if (fails) throw new Error(`${name} failed`);
      return name;
    });

  const all = await Promise.allSettled([work('a'), work('b', true), work('c')]);

  expect(said).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});
