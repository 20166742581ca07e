import type { Scenario } from './support/scenario.js';
import { SmallDisk } from './support/small-disk.js';

export interface Choice {
  readonly chosen: readonly Scenario[];
  /** A line each for what cannot be run here. */
  readonly skipped: readonly string[];
}

/** Those of these names; all where there are none. @throws Error naming what is not there */
export function choose(scenarios: readonly Scenario[], names: readonly string[]): Choice {
  const known = scenarios.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new Error(`no scenario is called ${unknown.join(', ')}: there are ${known.join(', ')}`);
  }
  const wanted = scenarios.filter(({ name }) => names.length === 0 || names.includes(name));
  const canRun = ({ onSmallDisk = false }: Scenario): boolean => !onSmallDisk || SmallDisk.canMount;
  return {
    chosen: wanted.filter(canRun),
    skipped: wanted
      .filter((each) => !canRun(each))
      .map(({ title }) => `skipped  ${title}: only root may mount a disk`),
  };
}
