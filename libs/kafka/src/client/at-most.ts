import { within } from './within.js';

/** Waits for work, but not longer than `ms`; whether it fails, and what becomes of it afterwards, is nobody's concern. */
export const atMost = (ms: number, work: Promise<unknown>): Promise<void> =>
  within(ms, work).then(
    () => undefined,
    () => undefined,
  );
