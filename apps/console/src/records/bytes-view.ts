import { isUtf8 } from 'node:buffer';
import type { BytesView } from '../api/records.js';

/** Shows bytes as text where all of them are UTF-8, else as base64; at most `limit` bytes of them. */
export function bytesView(bytes: Buffer, limit: number): BytesView {
  const truncated = bytes.length > limit;
  const shown = truncated ? bytes.subarray(0, limit) : bytes;
  if (!isUtf8(bytes))
    return { text: shown.toString('base64'), encoding: 'base64', size: bytes.length, truncated };
  // As a stream, so that a character cut in two at the end is left out.
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(shown, { stream: true });
  return { text, encoding: 'utf8', size: bytes.length, truncated };
}

export const nullableView = (bytes: Buffer | null, limit: number): BytesView | null =>
  bytes === null ? null : bytesView(bytes, limit);
