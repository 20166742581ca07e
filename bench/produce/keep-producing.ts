import { keepSending } from '../support/keep-sending.js';
import { nextRecord } from './record.js';

const TOGETHER = 500;

type Records = ReturnType<typeof nextRecord>[];

/**
 * Has records written, 500 together and so many of those at once, until the meter ends the process.
 *
 * @param send resolves when all of them are acknowledged.
 */
export const keepProducing = (send: (records: Records) => Promise<unknown>, atOnce: number): Promise<never> =>
  keepSending(() => send(Array.from({ length: TOGETHER }, nextRecord)), TOGETHER, atOnce);
