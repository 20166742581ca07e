import type { Delivery } from '../delivery.js';

/** A record for specs. */
export const delivery = (overrides: Partial<Delivery> = {}): Delivery => ({
  topic: 'orders',
  partition: 0,
  offset: 0n,
  key: null,
  value: Buffer.from('{}'),
  headers: {},
  timestamp: 0,
  signal: new AbortController().signal,
  ...overrides,
});
