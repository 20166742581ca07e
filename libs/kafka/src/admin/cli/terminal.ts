import { once } from 'node:events';

/** Results go to standard output, one line each. */
export const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** Resolves when standard output takes more; a slow reader shall not fill the memory. */
export async function taken(): Promise<void> {
  if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain');
}

/** Who reads may have seen enough, as `head` does. */
export const endWithReader = (): void => void process.stdout.on('error', () => process.exit());

export const printJson = (value: unknown): void => print(JSON.stringify(value));

/** A line on standard error that is written over and over; nothing where that is no terminal. */
export function progressLine(noun: string): { show(done: number, total: number): void; end(): void } {
  if (!process.stderr.isTTY) return { show: () => undefined, end: () => undefined };
  const started = Date.now();
  return {
    show: (done, total) => {
      const share = total === 0 ? 100 : Math.floor((done / total) * 100);
      const seconds = Math.round((Date.now() - started) / 1_000);
      process.stderr.write(`\r\u001B[K${share} %  ${done} of ${total} ${noun}  ${seconds} s`);
    },
    end: () => void process.stderr.write('\r\u001B[K'),
  };
}
