import type { Table } from '../result.js';
import type { Bars } from './plot.js';

/** One column of a table as bars. */
export const barsOf = (table: Table, column: string, plot: Pick<Bars, 'file' | 'title' | 'axis'>): Bars[] => {
  const at = table.columns.findIndex(({ name }) => name === column);
  const bars = table.rows.flatMap(({ name, figures }) => {
    const value = figures[at];
    return value ? [{ name, value }] : [];
  });
  return bars.length === 0 ? [] : [{ kind: 'bars', ...plot, bars }];
};
