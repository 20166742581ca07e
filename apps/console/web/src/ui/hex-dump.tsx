import { useState } from 'react';
import { Button } from './button.js';

const WIDTH = 16;
const FIRST = 64 * WIDTH;

/** Bytes as `hexdump -C` shows them. */
export function HexDump({ bytes }: { readonly bytes: Uint8Array }) {
  const [limit, setLimit] = useState(FIRST);
  return (
    <>
      <pre className="hex" tabIndex={0}>
        {linesOf(bytes.subarray(0, limit)).join('\n')}
      </pre>
      {bytes.length > limit && (
        <Button kind="quiet" onClick={() => setLimit(limit + 16 * FIRST)}>
          {bytes.length - limit} more bytes
        </Button>
      )}
    </>
  );
}

function linesOf(bytes: Uint8Array): string[] {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += WIDTH) {
    const row = [...bytes.subarray(at, at + WIDTH)];
    const hex = row.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const text = row.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCodePoint(byte) : '.')).join('');
    lines.push(`${at.toString(16).padStart(6, '0')}  ${hex.padEnd(WIDTH * 3 - 1)}  ${text}`);
  }
  return lines;
}
