import { compressSync } from 'snappy';
import { describe, expect, it } from 'vitest';
import { decompressSnappy } from './snappy.js';

const chunk = (text: string): Buffer => {
  const block = compressSync(text);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(block.length);
  return Buffer.concat([length, block]);
};

describe('decompressSnappy', () => {
  it('reads one block, as librdkafka writes it', async () => {
    expect(String(await decompressSnappy(compressSync('Hello')))).toBe('Hello');
  });

  it('reads the chunks of snappy-java', async () => {
    const header = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0, 0, 0, 0, 1, 0, 0, 0, 1]);
    const batch = Buffer.concat([header, chunk('Hello '), chunk('World')]);
    expect(String(await decompressSnappy(batch))).toBe('Hello World');
  });
});
