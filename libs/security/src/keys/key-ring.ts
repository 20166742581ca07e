import type { Principal } from '../access/principal.js';
import { type ApiKey, opens } from './api-key.js';
import type { KeyEntry } from './key-entry.js';
import { TokenBucket } from './token-bucket.js';

interface Held {
  readonly entry: KeyEntry;
  readonly principal: Principal;
}

/** Every key that is valid just now. */
export class KeyRing {
  private held: ReadonlyMap<string, Held> = new Map();

  /** From now on these alone. What a key has used of its rate goes on to count. */
  replace(entries: readonly KeyEntry[]): void {
    this.held = new Map(entries.map((entry) => [entry.id, { entry, principal: this.principalOf(entry) }]));
  }

  /** Undefined for one that is unknown, or has another secret. */
  find(key: ApiKey): Principal | undefined {
    const held = this.held.get(key.id);
    return held && opens(key, held.entry) ? held.principal : undefined;
  }

  private principalOf({ id, name, acts, topics, expires, rate, salt, hash }: KeyEntry): Principal {
    const before = this.held.get(id)?.principal.bucket;
    const bucket = rate === undefined || before?.perSecond === rate ? before : new TokenBucket(rate);
    return {
      id: `key ${id}`,
      name,
      grants: [{ acts, topics }],
      expires: expires === undefined ? Infinity : Date.parse(expires),
      bucket: rate === undefined ? undefined : bucket,
      current: () => {
        const held = this.held.get(id);
        // Another secret under the same id is another key.
        return held?.entry.salt === salt && held.entry.hash === hash ? held.principal : undefined;
      },
    };
  }
}
