import type { Bars } from './plot.js';
import { INK, line, element, OTHERS, OWN, picture, round, short, text } from './svg.js';

const WIDTH = 760;
const NAMES = 290;
const FOR_FIGURES = 110;
const TOP = 66;
const ROW = 30;
const THICK = 18;

/** Horizontal bars from nothing on, this project's in a colour of its own; a thin line spans all rounds. */
export function barsSvg({ title, axis, bars }: Bars): string {
  const most = Math.max(...bars.map(({ value }) => value.most), Number.MIN_VALUE);
  const x = (value: number): number => NAMES + (value / most) * (WIDTH - NAMES - FOR_FIGURES);
  const rows = bars.flatMap(({ name, value }, index) => {
    const top = TOP + index * ROW;
    const middle = top + THICK / 2;
    const fill = name.startsWith('this ') ? OWN : OTHERS;
    return [
      text(NAMES - 10, middle + 4, name, { 'text-anchor': 'end' }),
      element('rect', { x: NAMES, y: top, width: round(x(value.median) - NAMES), height: THICK, fill }),
      line(x(value.least), middle, x(value.most), middle, { stroke: INK, 'stroke-width': 1.5 }),
      text(x(value.most) + 8, middle + 4, short(value.median), { 'font-weight': 600 }),
    ];
  });
  const bottom = TOP + bars.length * ROW;
  return picture(WIDTH, bottom + 10, title, [
    text(16, 46, axis, { fill: OTHERS }),
    ...rows,
    line(NAMES, TOP - 6, NAMES, bottom - 4, { stroke: INK }),
  ]);
}
