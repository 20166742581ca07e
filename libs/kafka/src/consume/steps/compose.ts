import type { Delivery, Handle, Middleware, Step } from '../delivery.js';

/** The first step is the outermost. What comes out rejects, and never throws. */
export function compose(steps: readonly Step[], innermost: Handle): Handle {
  const all = steps.reduceRight((next, step) => step(next), innermost);
  // oxlint-disable-next-line typescript/prefer-promise-reject-errors
  return mending(all, (_, error) => Promise.reject(error));
}

/** An app's own step among ours. */
export const asStep =
  (middleware: Middleware): Step =>
  (next) =>
    middleware(async (delivery) => next(delivery));

/** Has `mend` see to what `next` throws or rejects with. */
export const mending =
  (next: Handle, mend: (delivery: Delivery, error: unknown) => void | Promise<void>): Handle =>
  (delivery) => {
    let result: void | Promise<void>;
    try {
      result = next(delivery);
    } catch (error) {
      return mend(delivery, error);
    }
    return result?.catch((error: unknown) => mend(delivery, error));
  };

/** Has `then` follow where `next` succeeded. */
export const following =
  (next: Handle, then: Handle): Handle =>
  (delivery) => {
    const result = next(delivery);
    return result ? result.then(() => then(delivery)) : then(delivery);
  };
