import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { compact } from '../lib/format.js';
import { useWidth } from '../lib/use-width.js';

export interface Line {
  readonly name: string;
  readonly values: readonly (number | null)[];
  /** Drawn in the accent colour, above the others. */
  readonly main?: boolean;
}

interface Props {
  readonly label: string;
  /** Milliseconds since 1970. */
  readonly at: readonly number[];
  readonly lines: readonly Line[];
}

const HEIGHT = 210;
const FONT = '12px "Inter Variable", system-ui, sans-serif';

/** Lines over time. The table below it says the same in figures. */
export function LineChart({ label, at, lines }: Props) {
  const [box, width] = useWidth<HTMLDivElement>();
  const chart = useRef<uPlot>(null);
  const names = lines.map(({ name }) => name).join('\n');

  useEffect(() => {
    if (!box.current || width === 0) return undefined;
    const plot = new uPlot(options(width, lines), [[], ...lines.map(() => [])], box.current);
    chart.current = plot;
    return () => {
      chart.current = null;
      plot.destroy();
    };
    // Other values need no other chart.
  }, [width, names, box]);

  useEffect(() => {
    chart.current?.setData([at.map((time) => time / 1_000), ...lines.map(({ values }) => [...values])]);
  }, [at, lines, width, names]);

  return <div ref={box} className="chart" role="img" aria-label={label} />;
}

const ofStyle = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function options(width: number, lines: readonly Line[]): uPlot.Options {
  const axis = {
    stroke: () => ofStyle('--ink-3'),
    grid: { stroke: () => ofStyle('--line'), width: 1 },
    ticks: { show: false },
    font: FONT,
  };
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    cursor: { y: false, points: { size: 6 } },
    scales: { y: { range: (_, __, top) => [0, Math.max(top * 1.1, 4)] } },
    axes: [
      { ...axis, values: '{HH}:{mm}:{ss}', space: width < 500 ? 64 : 90, size: 28 },
      {
        ...axis,
        size: 56,
        values: (_, values) => values.map((value) => (Number.isInteger(value) ? compact(value) : '')),
      },
    ],
    series: [
      {},
      ...lines.map(({ name, main = false }) => ({
        label: name,
        stroke: () => ofStyle(main ? '--accent' : '--line-3'),
        width: main ? 2 : 1,
        points: { show: false },
      })),
    ],
  };
}
