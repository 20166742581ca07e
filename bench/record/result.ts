import type { Plan } from '../support/plan.js';
import type { Spread } from '../support/spread.js';
import type { Plot } from './plot/plot.js';

export interface Column {
  /** With its unit. */
  readonly name: string;
  /** Behind the decimal point. */
  readonly digits: number;
}

export interface Row {
  readonly name: string;
  /** One a column; null where there is none. */
  readonly figures: readonly (Spread | null)[];
}

export interface Table {
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

/** How this project stands, to somebody else in the same run or in itself. */
export interface Goal {
  readonly name: string;
  readonly value: number;
  /** `x` is a ratio, which can be compared with another run's: more of it is better, or less where it has an `atMost`. */
  readonly unit: 'x' | 'ms' | 'events/s';
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** What a part of the bench found out. */
export interface Result {
  readonly title: string;
  /** What was measured and with which settings, in Markdown. */
  readonly about: string;
  readonly tables: readonly Table[];
  readonly goals: readonly Goal[];
  readonly plots: readonly Plot[];
  /** Peers that were left out, and why. */
  readonly missing: readonly string[];
}

export interface Part {
  run(plan: Plan): Promise<Result>;
}
