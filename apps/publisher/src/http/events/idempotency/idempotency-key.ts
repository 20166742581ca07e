import { createHash } from 'node:crypto';
import { IdempotencyKeyError } from './idempotency-errors.js';

/** RFC 8941, section 3.3.3: a string in quotes; the draft asks for it. */
const QUOTED = /^"((?:[\u0020\u0021\u0023-\u005b\u005d-\u007e]|\\["\\])+)"$/;
/** Many clients leave the quotes out. A comma tells of two headers. */
const BARE = /^[\u0021\u0023-\u002b\u002d-\u007e]+$/;
const LONGEST = 255;

/**
 * The key of a request; undefined when it has none. `"abc"` and `abc` are the same key.
 *
 * @throws IdempotencyKeyError
 */
export function idempotencyKey(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  const value = String(header);
  const key = QUOTED.exec(value)?.[1]?.replaceAll(/\\(.)/g, '$1') ?? BARE.exec(value)?.[0];
  if (key === undefined || key.length > LONGEST) throw new IdempotencyKeyError();
  return key;
}

/**
 * The key as it is known here: its owner's alone, so that who guesses another's holds up nothing and hears of nothing.
 * By name and not by API key, as a name outlives the key that is replaced. Where anybody may publish, all have one.
 * No key has a line break in it.
 */
export const ownKey = (key: string, owner: string | undefined): string =>
  owner === undefined ? key : `${owner}\n${key}`;

/** Tells one request from another: what decides which events come of it. */
export function fingerprintOf(topic: string, headers: readonly string[], body: Buffer): string {
  const hash = createHash('sha256');
  for (const part of [topic, ...headers]) hash.update(`${part.length}:${part}`);
  return hash.update(body).digest('base64');
}

/**
 * Id of an event, the same for a repeat on another instance or after a restart. `scope` is what else must be the
 * same: another body under a used key gets other ids, or subscribers would take its events for known.
 */
export function derivedId(key: string, index: number, ...scope: readonly (string | Buffer)[]): string {
  const hash = createHash('sha256').update(`${index}:${key.length}:${key}`);
  for (const part of scope) hash.update(`:${part.length}:`).update(part);
  const hex = hash.digest('hex');
  // RFC 9562, version 8: a UUID whose bits mean something to its maker.
  const variant = '89ab'[Number.parseInt(hex[16] ?? '0', 16) % 4];
  const tail = `${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${tail}`;
}
