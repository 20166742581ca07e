import type { Histogram } from '../../stats/histogram.js';
import type { Step } from '../delivery.js';
import type { Turns } from '../work/turns.js';

const MS_A_SECOND = 1_000;

/** Takes the time of each call, in seconds, however it ends; tells `turns` what the clock said. */
export const measure =
  (duration: Histogram, turns: Pick<Turns, 'saw'>): Step =>
  (next) => {
    const ended = (began: number): void => {
      const now = performance.now();
      turns.saw(now);
      duration.observe((now - began) / MS_A_SECOND);
    };
    return (delivery) => {
      const began = performance.now();
      let result: void | Promise<void>;
      try {
        result = next(delivery);
      } catch (error) {
        ended(began);
        throw error;
      }
      if (!result) return ended(began);
      const end = (): void => ended(began);
      // Who waits for the result gets it as it is, without a promise more to wait for.
      result.then(end, end);
      return result;
    };
  };
