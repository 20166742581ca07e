import { hash, randomBytes, timingSafeEqual } from 'node:crypto';

const ID_BYTES = 6;
const SECRET_BYTES = 32;
const SALT_BYTES = 16;
/** `pubsub_<id>_<secret>`: scanners for leaked secrets find it, and the id names it without giving it away. */
const FORM = /^pubsub_([0-9a-f]{12})_([\w-]{43})$/;

export interface ApiKey {
  readonly id: string;
  /** 256 random bits. */
  readonly secret: string;
}

/** What is kept of a secret. */
export interface Sealed {
  /** 16 random bytes in base64url. */
  readonly salt: string;
  /** SHA-256 of salt and secret, in base64url. */
  readonly hash: string;
}

export const newApiKey = (): ApiKey => ({
  id: randomBytes(ID_BYTES).toString('hex'),
  secret: randomBytes(SECRET_BYTES).toString('base64url'),
});

export const writeApiKey = ({ id, secret }: ApiKey): string => `pubsub_${id}_${secret}`;

/** Undefined for what no API key is. */
export function parseApiKey(text: string): ApiKey | undefined {
  const [, id, secret] = FORM.exec(text) ?? [];
  return id !== undefined && secret !== undefined ? { id, secret } : undefined;
}

/**
 * One fast hash is enough, and is all that a request pays: a slow one (scrypt, Argon2) hinders the guessing of what
 * people choose, and nobody guesses 256 random bits.
 */
export function seal({ secret }: ApiKey): Sealed {
  const salt = randomBytes(SALT_BYTES).toString('base64url');
  return { salt, hash: digest(salt, secret).toString('base64url') };
}

/** Compares digests, in a time that tells nothing of where they differ. */
export const opens = ({ secret }: ApiKey, { salt, hash: expected }: Sealed): boolean =>
  timingSafeEqual(digest(salt, secret), Buffer.from(expected, 'base64url'));

const digest = (salt: string, secret: string): Buffer => hash('sha256', salt + secret, 'buffer');
