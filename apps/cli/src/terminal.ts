import { once } from 'node:events';

/** Results go to standard output, one line each. */
export const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** What is wrong goes to standard error, one line. */
export const printError = (line: string): void => void process.stderr.write(`${line}\n`);

/** Resolves when standard output takes more; a slow reader shall not fill the memory. */
export async function taken(): Promise<void> {
  if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain');
}

/** Who reads may have seen enough, as `head` does. */
export const endWithReader = (): void => void process.stdout.on('error', () => process.exit());

export const printJson = (value: unknown): void => print(JSON.stringify(value));

const BAR = 24;

/** A bar on standard error that is drawn over and over; nothing where that is no terminal. */
export function progressLine(noun: string): { show(done: number, total: number): void; end(): void } {
  if (!process.stderr.isTTY) return { show: () => undefined, end: () => undefined };
  const started = Date.now();
  return {
    show: (done, total) => {
      const share = total === 0 ? 1 : Math.min(1, done / total);
      const bar = '#'.repeat(Math.floor(share * BAR)).padEnd(BAR, '.');
      const seconds = Math.round((Date.now() - started) / 1_000);
      const percent = Math.floor(share * 100);
      process.stderr.write(`\r\u001B[K[${bar}] ${percent} %  ${done} of ${total} ${noun}  ${seconds} s`);
    },
    end: () => void process.stderr.write('\r\u001B[K'),
  };
}
