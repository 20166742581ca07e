import { Readable } from 'node:stream';
import { BrokersUnavailableError, type Receipt } from '@app/kafka';
import { afterEach, expect, it, vi } from 'vitest';
import { publishLines } from './publish-lines.js';

afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

it('tells of the lines that were under way when the brokers went away', async () => {
  const told: string[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => told.push(String(text)) > 0);
  const input = Readable.from(['one\ntwo\n\nfour\nfive\n']) as NodeJS.ReadStream;
  const shown: Receipt[] = [];
  const publish = (line: Buffer): Promise<Receipt> =>
    line.toString() === 'one'
      ? Promise.resolve({ id: 'a' } as Receipt)
      : Promise.reject(new BrokersUnavailableError('no broker answers'));
  await expect(publishLines(input, publish, (receipt) => shown.push(receipt))).rejects.toThrow(
    'no broker answers',
  );
  expect(shown).toHaveLength(1);
  expect(told.join('')).toMatch(/^lines 2, 4(-5)?: no broker answers\n$/);
});
