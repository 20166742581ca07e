import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { progressLine } from './terminal.js';

const wasTerminal = process.stderr.isTTY;
const written: string[] = [];

beforeEach(() => {
  written.length = 0;
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(String(text)) > 0);
});
afterEach(() => {
  vi.restoreAllMocks();
  process.stderr.isTTY = wasTerminal;
});

describe('progress', () => {
  it('is a bar that is drawn over itself, and is gone in the end', () => {
    process.stderr.isTTY = true;
    const progress = progressLine('records');
    progress.show(50, 200);
    progress.show(200, 200);
    progress.end();
    expect(written).toEqual([
      `\r\u001B[K[######..................] 25 %  50 of 200 records  0 s`,
      `\r\u001B[K[########################] 100 %  200 of 200 records  0 s`,
      '\r\u001B[K',
    ]);
  });

  it('is nothing where no terminal shows it', () => {
    process.stderr.isTTY = false;
    const progress = progressLine('records');
    progress.show(1, 2);
    progress.end();
    expect(written).toEqual([]);
  });
});
