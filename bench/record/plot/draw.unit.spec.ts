import { describe, expect, it } from 'vitest';
import { draw } from './draw.js';

const spread = (median: number) => ({ median, least: median * 0.9, most: median * 1.1 });

describe('draw', () => {
  it('draws a bar of its length for each name, and escapes what is written', () => {
    const svg = draw({
      kind: 'bars',
      file: 'rates',
      title: 'Rates <now>',
      axis: 'events/s, more is better',
      bars: [
        { name: 'this project', value: spread(20_000) },
        { name: 'another', value: spread(10_000) },
      ],
    });
    const widths = [...svg.matchAll(/<rect x="290".*? width="([\d.]+)"/g)].map(([, width]) => Number(width));
    expect(widths).toHaveLength(2);
    expect((widths[0] ?? 0) / (widths[1] ?? 1)).toBeCloseTo(2, 1);
    expect(svg).toContain('Rates &lt;now&gt;');
    expect(svg).toContain('fill="#ffffff"');
    expect(svg).toMatch(/>20k</);
  });

  it('draws a line over what was measured, by two scales', () => {
    const svg = draw({
      kind: 'lines',
      file: 'growth',
      title: 'Growth',
      x: 'partitions',
      y: 'events/s',
      series: [
        {
          name: 'consumed',
          points: [
            [1, 100_000],
            [6, 200_000],
            [48, 150_000],
          ],
        },
        {
          name: 'memory',
          right: 'MiB',
          points: [
            [1, 100],
            [6, 120],
            [48, 140],
          ],
        },
      ],
    });
    expect(svg.match(/<circle/g)).toHaveLength(6);
    for (const label of ['>1<', '>6<', '>48<', '>200k<', 'memory (right)']) expect(svg).toContain(label);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });
});
