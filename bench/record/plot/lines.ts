import type { Lines, Series } from './plot.js';
import { linearTicks, logTicks, onLinear, type Tick } from './scale.js';
import { COLOURS, element, INK, line, picture, round, short, text } from './svg.js';

const WIDTH = 760;
const HEIGHT = 400;
const LEFT = 76;
const RIGHT = 684;
const TOP = 96;
const BOTTOM = 342;

/** Lines over a logarithmic scale that bears what was measured; the scales beside it begin at nothing. */
export function linesSvg({ title, x, y, series }: Lines): string {
  const xTicks = logTicks(
    series.flatMap(({ points }) => points.map(([value]) => value)),
    LEFT + 20,
    RIGHT - 20,
  );
  const ticksOf = (chosen: readonly Series[]): Tick[] =>
    linearTicks(Math.max(...chosen.flatMap(({ points }) => points.map(([, value]) => value))), BOTTOM, TOP);
  const rightSeries = series.filter(({ right }) => right);
  const leftTicks = ticksOf(series.filter(({ right }) => !right));
  const rightTicks = rightSeries.length > 0 ? ticksOf(rightSeries) : [];
  return picture(WIDTH, HEIGHT, title, [
    ...legend(series),
    ...leftTicks.flatMap(({ value, at }) => [
      line(LEFT, at, RIGHT, at),
      text(LEFT - 8, at + 4, short(value), { 'text-anchor': 'end' }),
    ]),
    ...rightTicks.map(({ value, at }) => text(RIGHT + 8, at + 4, short(value))),
    ...xTicks.map(({ value, at }) => text(at, BOTTOM + 20, short(value), { 'text-anchor': 'middle' })),
    line(LEFT, BOTTOM, RIGHT, BOTTOM, { stroke: INK }),
    text((LEFT + RIGHT) / 2, BOTTOM + 44, x, { 'text-anchor': 'middle' }),
    text(LEFT - 8, TOP - 14, y, { 'text-anchor': 'start' }),
    text(RIGHT + 8, TOP - 14, rightSeries[0]?.right ?? '', { 'text-anchor': 'end' }),
    ...series.flatMap((each, index) => drawn(each, xTicks, each.right ? rightTicks : leftTicks, index)),
  ]);
}

const colour = (index: number): string => COLOURS[index % COLOURS.length] ?? INK;

function drawn(
  { points, right }: Series,
  xTicks: readonly Tick[],
  yTicks: readonly Tick[],
  index: number,
): string[] {
  const places = points.map(([x, y]) => ({
    x: round(xTicks.find(({ value }) => value === x)?.at ?? 0),
    y: round(onLinear(yTicks, y)),
  }));
  return [
    element('polyline', {
      points: places.map(({ x, y }) => `${x},${y}`).join(' '),
      fill: 'none',
      stroke: colour(index),
      'stroke-width': 2.5,
      ...(right ? { 'stroke-dasharray': '6 4' } : {}),
    }),
    ...places.map(({ x, y }) => element('circle', { cx: x, cy: y, r: 4, fill: colour(index) })),
  ];
}

function legend(series: readonly Series[]): string[] {
  let at = 16;
  return series.flatMap(({ name, right }, index) => {
    const label = right ? `${name} (right)` : name;
    const x = at;
    at += 46 + label.length * 7.2;
    return [
      line(x, 50, x + 22, 50, {
        stroke: colour(index),
        'stroke-width': 2.5,
        ...(right ? { 'stroke-dasharray': '6 4' } : {}),
      }),
      text(x + 28, 54, label),
    ];
  });
}
