import { hash, timingSafeEqual } from 'node:crypto';
import { AccessError } from '../access/access-error.js';
import { ALL_TOPICS, type Principal } from '../access/principal.js';

/** Wrong keys that one address may try within the time below; a key that somebody chose can be guessed. */
const MOST_WRONG = 10;
const WITHIN_MS = 60_000;
const MOST_ADDRESSES = 1_000;

interface Tries {
  readonly count: number;
  /** Milliseconds since 1970. */
  readonly until: number;
}

const OPERATOR: Principal = {
  id: 'operator',
  name: 'operator',
  grants: [{ acts: ['read', 'operate'], topics: [ALL_TOPICS] }],
  expires: Infinity,
};

/** A key of one's own choice, for reading and operating: it needs no file, and does not expire. */
export class OperatorKey {
  private readonly wrong = new Map<string, Tries>();

  constructor(private readonly key: string) {}

  /** @throws AccessError 429 when the address has tried too many wrong ones. */
  find(given: string, address: string): Principal | undefined {
    const now = Date.now();
    for (const [tried, { until }] of this.wrong) if (until <= now) this.wrong.delete(tried);
    const { count, until } = this.wrong.get(address) ?? { count: 0, until: now + WITHIN_MS };
    if (count >= MOST_WRONG) {
      throw new AccessError(429, 'too many wrong keys; wait a minute', { retryAfter: WITHIN_MS / 1_000 });
    }
    if (timingSafeEqual(digest(given), digest(this.key))) return OPERATOR;
    const [oldest] = this.wrong.keys();
    if (this.wrong.size >= MOST_ADDRESSES && oldest !== undefined) this.wrong.delete(oldest);
    this.wrong.set(address, { count: count + 1, until });
    return undefined;
  }
}

const digest = (text: string): Buffer => hash('sha256', text, 'buffer');
