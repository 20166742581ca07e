import { spreadOf } from '../support/spread.js';
import type { Goal, Table } from './result.js';

/** The median of one figure of a table; not a number where its row or column is not there. */
export function medianOf(table: Table | undefined, row: string, column: string): number {
  const at = table?.columns.findIndex(({ name }) => name === column) ?? -1;
  return table?.rows.find(({ name }) => name === row)?.figures[at]?.median ?? Number.NaN;
}

/** One to the other, as a goal of its own; none where one of them was not measured. */
export const ratio = (name: string, one: number, other: number, atLeast?: number): Goal[] =>
  goal({ name, value: one / other, unit: 'x', ...(atLeast === undefined ? {} : { atLeast }) });

export const goal = (one: Goal): Goal[] => (Number.isFinite(one.value) ? [one] : []);

/** A round each, in the columns of a table. */
export const figures = <T>(rounds: readonly T[], ...columns: readonly ((round: T) => number)[]) =>
  columns.map((of) => {
    const known = rounds.map(of).filter((figure) => Number.isFinite(figure));
    return known.length === 0 ? null : spreadOf(known);
  });
