import type { Measured } from './measured.js';
import type { Plan } from './plan.js';
import { turned } from './turned.js';

/** What is measured, and how. */
export type Contestant = readonly [name: string, measure: () => Promise<Measured>];

/** Measures all whose name has `only` in it once a round, in another order each time. */
export async function inRounds(
  all: readonly Contestant[],
  { rounds, only }: Pick<Plan, 'rounds' | 'only'>,
): Promise<ReadonlyMap<string, readonly Measured[]>> {
  const chosen = all.filter(([name]) => name.includes(only));
  const results = new Map<string, Measured[]>(chosen.map(([name]) => [name, []]));
  for (let round = 1; round <= rounds; round++) {
    for (const [name, measure] of turned(chosen, round, rounds)) results.get(name)?.push(await measure());
  }
  return results;
}
