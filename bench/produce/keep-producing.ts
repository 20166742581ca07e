import { keepSending } from '../support/keep-sending.js';
import { nextRecord } from './record.js';

/** As many for all: what waits meanwhile decides how large a producer's batches get. */
const ON_THEIR_WAY = 2_000;

type Records = ReturnType<typeof nextRecord>[];

/**
 * Has records written, two thousand on their way in so many sends, until the meter ends the process.
 *
 * @param send resolves when all of them are acknowledged.
 */
export function keepProducing(send: (records: Records) => Promise<unknown>, sends: number): Promise<never> {
  const length = ON_THEIR_WAY / sends;
  return keepSending(() => send(Array.from({ length }, nextRecord)), length, sends);
}
