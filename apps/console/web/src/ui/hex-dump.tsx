import { useState } from 'react';
import { useWidth } from '../lib/use-width.js';
import { Button } from './button.js';

const FIRST = 1_024;
/** Pixels that 16 bytes in a row take. */
const WIDE = 580;

/** Bytes as `hexdump -C` shows them. */
export function HexDump({ bytes }: { readonly bytes: Uint8Array }) {
  const [limit, setLimit] = useState(FIRST);
  const [box, width] = useWidth<HTMLDivElement>();
  const perRow = width < WIDE ? 8 : 16;
  return (
    <div ref={box}>
      <pre className="hex" tabIndex={0}>
        {linesOf(bytes.subarray(0, limit), perRow).join('\n')}
      </pre>
      {bytes.length > limit && (
        <Button kind="quiet" onClick={() => setLimit(limit + 16 * FIRST)}>
          {bytes.length - limit} more bytes
        </Button>
      )}
    </div>
  );
}

function linesOf(bytes: Uint8Array, perRow: number): string[] {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += perRow) {
    const row = [...bytes.subarray(at, at + perRow)];
    const hex = row.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const text = row.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCodePoint(byte) : '.')).join('');
    lines.push(`${at.toString(16).padStart(6, '0')}  ${hex.padEnd(perRow * 3 - 1)}  ${text}`);
  }
  return lines;
}
