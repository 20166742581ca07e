import type { LagHistory } from '@api/groups';
import { useMemo } from 'react';
import { LineChart } from '../../ui/line-chart.js';

/** With more lines none could be told from another; the total stands for the rest. */
const MOST = 12;

/** Lag over the last minutes: each partition, and all together. */
export function LagChart({ history: { at, series } }: { readonly history: LagHistory }) {
  const lines = useMemo(() => {
    const total = at.map((_, index) => series.reduce((sum, { lag }) => sum + (lag[index] ?? 0), 0));
    const peak = (lag: readonly (number | null)[]) => Math.max(0, ...lag.map((value) => value ?? 0));
    const shown = series.toSorted((a, b) => peak(b.lag) - peak(a.lag)).slice(0, MOST);
    return [
      ...shown.map(({ topic, partition, lag }) => ({ name: `${topic}/${partition}`, values: lag })),
      { name: 'all partitions', values: total, main: true },
    ];
  }, [at, series]);
  return (
    <section className="card chart-card" aria-label="Lag over time">
      <div className="chart-head">
        <h2>Lag over time</h2>
        <span className="legend">
          <span className="legend-main" aria-hidden="true" /> all partitions{' '}
          <span className="legend-part" aria-hidden="true" /> each
        </span>
      </div>
      {at.length < 2 ? (
        <p className="muted">The first points come within seconds.</p>
      ) : (
        <LineChart label={`Lag over time, ${lines.at(-1)?.values.at(-1) ?? 0} now`} at={at} lines={lines} />
      )}
    </section>
  );
}
