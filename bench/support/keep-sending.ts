import { Meter } from './meter.js';

/** Has batches of so many records on their way, some at once, until the meter ends the process. */
export async function keepSending(
  sendBatch: () => Promise<unknown>,
  records: number,
  atOnce: number,
): Promise<never> {
  const meter = new Meter(() => Promise.resolve());
  const loop = async (): Promise<never> => {
    for (;;) {
      await sendBatch();
      meter.add(records);
    }
  };
  return Promise.race(Array.from({ length: atOnce }, loop));
}
