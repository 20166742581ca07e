import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Watermark } from './watermark.js';

describe('Watermark', () => {
  it('has no position before anything was fetched', () => {
    expect(new Watermark().position).toBeUndefined();
  });

  it('stays at the first that is not done', () => {
    const watermark = new Watermark();
    const [first, second] = [watermark.add(5), watermark.add(6)];
    watermark.done(second);
    expect(watermark.position).toBe(5);
    watermark.done(first);
    expect(watermark.position).toBe(7);
  });

  it('passes over gaps, and over what the end of a fetch left out', () => {
    const watermark = new Watermark();
    const [first, second] = [watermark.add(5), watermark.add(90)];
    watermark.reached(100);
    watermark.done(first);
    expect(watermark.position).toBe(90);
    watermark.done(second);
    expect(watermark.position).toBe(100);
  });

  it('is at the lowest offset that is not done, in whatever order they are done and however many', () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3_000 });
    fc.assert(
      fc.property(gaps, fc.infiniteStream(fc.nat()), (steps, random) => {
        const watermark = new Watermark();
        let offset = 0;
        const open = steps.map((step) => ({ offset: (offset += step), ticket: watermark.add(offset) }));
        const order = open.map((item) => ({ item, rank: random.next().value }));
        for (const { item } of order.toSorted((a, b) => a.rank - b.rank)) {
          expect(watermark.position).toBe(Math.min(...left(open)));
          watermark.done(item.ticket);
          open.splice(open.indexOf(item), 1);
        }
        expect(watermark.position).toBe(offset + 1);
        expect(watermark.span).toBe(0);
      }),
      { numRuns: 20 },
    );
  });
});

const left = (open: readonly { offset: number }[]): number[] => open.map(({ offset }) => offset);
