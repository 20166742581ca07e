import { nextRecord } from './record.js';

/** What one producer did between warm-up and end. */
export interface Measured {
  readonly records: number;
  readonly seconds: number;
  /** Of the process, all threads. */
  readonly cpuSeconds: number;
}

const TOGETHER = 500;
const WARM_UP_MS = 1_500;

type Records = ReturnType<typeof nextRecord>[];

/**
 * Has records written, 500 together and so many of those at once; tells the parent process what came of it.
 *
 * @param send resolves when all of them are acknowledged.
 */
export async function measure(send: (records: Records) => Promise<unknown>, atOnce: number): Promise<void> {
  await writeFor(WARM_UP_MS, send, atOnce);
  const from = process.cpuUsage();
  const begun = performance.now();
  const records = await writeFor(Number(process.env['BENCH_SECONDS']) * 1_000, send, atOnce);
  const { user, system } = process.cpuUsage(from);
  const measured: Measured = {
    records,
    seconds: (performance.now() - begun) / 1_000,
    cpuSeconds: (user + system) / 1e6,
  };
  process.send?.(measured, () => process.exit());
}

async function writeFor(
  ms: number,
  send: (records: Records) => Promise<unknown>,
  atOnce: number,
): Promise<number> {
  const until = performance.now() + ms;
  let records = 0;
  const one = async (): Promise<void> => {
    while (performance.now() < until) {
      await send(Array.from({ length: TOGETHER }, nextRecord));
      records += TOGETHER;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return records;
}
