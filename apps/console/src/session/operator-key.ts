import { createHash, timingSafeEqual } from 'node:crypto';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Digests are compared, in a time that tells nothing of where they differ. */
export const isSameKey = (given: string, expected: string): boolean =>
  timingSafeEqual(digest(given), digest(expected));

/** Names a key in the audit log without giving it away. */
export const nameOfKey = (key: string): string => `key-${digest(key).toString('hex').slice(0, 8)}`;

/** The key of a header `Authorization: Bearer <key>`. */
export const bearer = (header: string | undefined): string | undefined =>
  /^Bearer ([\x21-\x7e]+)$/i.exec(header ?? '')?.[1];
