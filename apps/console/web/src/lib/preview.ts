import type { BytesView } from '@api/records';
import { bytes } from './format.js';
import { onOneLine } from './visible.js';

const LONGEST = 400;

/** One line of a key or value. */
export function preview(view: BytesView | null): string {
  if (view === null) return 'null';
  if (view.encoding === 'base64') return `binary, ${bytes(view.size)}`;
  return onOneLine(view.text.slice(0, LONGEST));
}

/** The bytes of a view; of a truncated one, its beginning. */
export function bytesOf({ text, encoding }: BytesView): Uint8Array {
  if (encoding === 'utf8') return new TextEncoder().encode(text);
  return Uint8Array.from(atob(text), (character) => character.codePointAt(0) ?? 0);
}
