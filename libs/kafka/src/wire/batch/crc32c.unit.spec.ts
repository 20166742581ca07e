import { describe, expect, it } from 'vitest';
import { crc32c } from './crc32c.js';

const of = (data: Uint8Array): string => crc32c(data, 0, data.length).toString(16).padStart(8, '0');

describe('crc32c', () => {
  it.each([
    ['the check value of the CRC catalogues', Buffer.from('123456789'), 'e3069283'],
    ['nothing', Buffer.alloc(0), '00000000'],
    // RFC 3720, appendix B.4.
    ['32 bytes of zeroes', Buffer.alloc(32), '8a9136aa'],
    ['32 bytes of ones', Buffer.alloc(32, 0xff), '62a8ab43'],
    ['32 bytes that rise', Buffer.from(Array.from({ length: 32 }, (_, index) => index)), '46dd794e'],
    ['32 bytes that fall', Buffer.from(Array.from({ length: 32 }, (_, index) => 31 - index)), '113fdb5c'],
  ])('knows %s', (_, data, expected) => {
    expect(of(data)).toBe(expected);
  });

  it('takes a part of a buffer', () => {
    const data = Buffer.from('..123456789..');
    expect(crc32c(data, 2, 11)).toBe(0xe3069283);
  });
});
