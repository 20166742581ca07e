import { whyNot } from './support/brokers.js';
import type { Scenario } from './support/scenario.js';

export interface Choice {
  readonly chosen: readonly Scenario[];
  /** A line each for what cannot be run here. */
  readonly skipped: readonly string[];
}

/** Those of these names; all where there are none. @throws Error naming what is not there */
export async function choose(scenarios: readonly Scenario[], names: readonly string[]): Promise<Choice> {
  const known = scenarios.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new Error(`no scenario is called ${unknown.join(', ')}: there are ${known.join(', ')}`);
  }
  const chosen: Scenario[] = [];
  const skipped: string[] = [];
  for (const scenario of scenarios) {
    if (names.length > 0 && !names.includes(scenario.name)) continue;
    const why = await whyNot(scenario.on);
    if (why === undefined) chosen.push(scenario);
    else skipped.push(`skipped  ${scenario.title}: ${why}`);
  }
  return { chosen, skipped };
}
