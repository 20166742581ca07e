import type { Spread } from '../../support/spread.js';

/** Bars beside each other, one a name. */
export interface Bars {
  readonly kind: 'bars';
  /** `docs/benchmarks/<file>.svg` */
  readonly file: string;
  readonly title: string;
  /** What the bars mean, and which way is better. */
  readonly axis: string;
  readonly bars: readonly { readonly name: string; readonly value: Spread }[];
}

/** How one thing grows with another. */
export interface Lines {
  readonly kind: 'lines';
  readonly file: string;
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly series: readonly Series[];
}

export interface Series {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
  /** Measured by the axis on the right, of this name. */
  readonly right?: string;
}

export type Plot = Bars | Lines;
