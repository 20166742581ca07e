import { describe, expect, it } from 'vitest';
import { type Contestant, inRounds } from './in-rounds.js';

/** Whoever is measured when tells so in place of its records. */
const contestants = (...names: string[]): Contestant[] => {
  let turn = 0;
  return names.map((name) => [
    name,
    () => Promise.resolve({ records: ++turn, seconds: 1, cpuSeconds: 1, rssMiB: 1 }),
  ]);
};

describe('inRounds', () => {
  it('measures all once a round, each round in another order, and names them in the first', async () => {
    const results = await inRounds(contestants('a', 'b', 'c'), { rounds: 3, only: '' });
    const turns = [...results].map(([name, rounds]) => [name, ...rounds.map(({ records }) => records)]);
    expect(turns).toEqual([
      ['a', 1, 6, 8],
      ['b', 2, 4, 9],
      ['c', 3, 5, 7],
    ]);
  });

  it('leaves out whose name has not what is asked for in it', async () => {
    const results = await inRounds(contestants('this one', 'that one'), { rounds: 1, only: 'this' });
    expect([...results.keys()]).toEqual(['this one']);
  });
});
