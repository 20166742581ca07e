import type { Histogram } from '../../stats/histogram.js';
import type { Step } from '../delivery.js';

const MS_A_SECOND = 1_000;

/** Takes the time of each call, in seconds, however it ends. */
export const measure =
  (duration: Histogram): Step =>
  (next) =>
  (delivery) => {
    const began = performance.now();
    const end = (): void => duration.observe((performance.now() - began) / MS_A_SECOND);
    let result: void | Promise<void>;
    try {
      result = next(delivery);
    } catch (error) {
      end();
      throw error;
    }
    if (!result) return end();
    // Who waits for the result gets it as it is, without a promise more to wait for.
    result.then(end, end);
    return result;
  };
