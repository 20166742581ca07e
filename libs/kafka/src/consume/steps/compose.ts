import type { Handle, Middleware } from '../delivery.js';

/** The first step is the outermost. A step that throws before it has a promise to give rejects, too. */
export const compose = (steps: readonly Middleware[], innermost: Handle): Handle =>
  steps.reduceRight((next, step) => rejecting(step(next)), rejecting(innermost));

const rejecting =
  (handle: Handle): Handle =>
  (delivery) => {
    try {
      return handle(delivery);
    } catch (error) {
      // oxlint-disable-next-line typescript/prefer-promise-reject-errors
      return Promise.reject(error);
    }
  };
