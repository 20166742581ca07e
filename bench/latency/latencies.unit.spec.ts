import { describe, expect, it } from 'vitest';
import { Latencies } from './latencies.js';

const ms = (value: number): bigint => BigInt(value) * 1_000_000n;

/** A hundred events, one every 10 ms. */
const events = () => new Latencies({ from: ms(1_000), until: ms(2_000), interval: ms(10) });
const due = (index: number): bigint => ms(1_000 + index * 10);

describe('Latencies', () => {
  it('counts from when an event was due', () => {
    const latencies = events();
    for (let index = 0; index < 100; index++)
      latencies.add(due(index), due(index) + ms(index === 50 ? 80 : 2));
    const { p50, p99, most, missing } = latencies.result(ms(3_000));
    expect(p50).toBeCloseTo(2, 1);
    expect(p99).toBeCloseTo(2, 1);
    expect(most).toBeCloseTo(80, 0);
    expect(missing).toBe(0);
  });

  it('leaves out what is due before or after', () => {
    const latencies = events();
    for (let index = -5; index < 105; index++)
      latencies.add(due(index), due(index) + ms(index < 0 || index > 99 ? 900 : 1));
    const { most, missing } = latencies.result(ms(3_000));
    expect(most).toBeCloseTo(1, 1);
    expect(missing).toBe(0);
  });

  it('counts events that never came with how long they are due', () => {
    const latencies = events();
    for (let index = 0; index < 20; index++) latencies.add(due(index), due(index) + ms(1));
    const { p50, most, missing } = latencies.result(ms(3_000));
    expect(missing).toBe(80);
    expect(p50).toBeGreaterThan(1_000);
    expect(most).toBeGreaterThan(1_790);
  });

  it('counts those of a partition that stands still, though later ones came', () => {
    const latencies = events();
    for (let index = 0; index < 100; index++)
      if (index % 6 !== 3) latencies.add(due(index), due(index) + ms(1));
    const { p50, p99, most, missing } = latencies.result(ms(3_000));
    expect(missing).toBe(17);
    expect(p50).toBeCloseTo(1, 1);
    expect(p99).toBeGreaterThan(1_900);
    expect(most).toBeCloseTo(1_970, -1);
  });

  it('counts an event that comes twice as it first came', () => {
    const latencies = events();
    for (let index = 0; index < 100; index++) latencies.add(due(index), due(index) + ms(1));
    latencies.add(due(7), due(7) + ms(700));
    expect(latencies.result(ms(3_000))).toMatchObject({ most: expect.closeTo(1, 1), missing: 0 });
  });

  it.each([4, -4])('knows when events are due that begin %i ms beside the window', (beside) => {
    const latencies = events();
    for (let index = -1; index < 101; index++)
      if (index !== 40) latencies.add(due(index) + ms(beside), due(index) + ms(beside + 1));
    expect(latencies.result(ms(3_000)).missing).toBe(1);
  });

  it('counts all of the window where only one before it came', () => {
    const latencies = events();
    latencies.add(due(-30) + ms(3), due(-30) + ms(4));
    expect(latencies.result(ms(3_000)).missing).toBe(100);
  });
});
