import { lackFor } from './support/brokers.js';
import type { Scenario } from './support/scenario.js';

/** A scenario that cannot be run here. */
export interface Unable {
  readonly scenario: Scenario;
  readonly why: string;
}

export interface Choice {
  readonly chosen: readonly Scenario[];
  /** Those that are passed over. */
  readonly skipped: readonly Unable[];
  /** Those that had to be possible, where all that can be installed is. */
  readonly failed: readonly Unable[];
}

const isCi = (): boolean => process.env['CI'] === 'true';

/**
 * Those of these names; all where there are none.
 *
 * @throws Error saying why none of them can be run
 */
export async function choose(
  scenarios: readonly Scenario[],
  names: readonly string[],
  lackOf = lackFor,
): Promise<Choice> {
  const chosen: Scenario[] = [];
  const skipped: Unable[] = [];
  const failed: Unable[] = [];
  for (const scenario of scenarios) {
    if (names.length > 0 && !names.includes(scenario.name)) continue;
    const lack = await lackOf(scenario.on);
    if (!lack) chosen.push(scenario);
    else (isCi() && lack.isInstalledInCi ? failed : skipped).push({ scenario, why: lack.why });
  }
  if (chosen.length === 0) {
    const all = [...failed, ...skipped].map(({ scenario, why }) => `${scenario.name}: ${why}`);
    throw new Error(['there is no scenario that can be run here', ...all].join('\n'));
  }
  return { chosen, skipped, failed };
}
