import { describe, expect, it } from 'vitest';
import { withoutFailures } from './topic-names.js';

describe('withoutFailures', () => {
  it.each([
    [/^orders/, 'orders', true],
    [/^orders/, 'orders-eu', true],
    [/^orders/, 'orders-dlt', false],
    [/^orders/, 'orders-retry-30s', false],
    [/^orders/, 'payments', false],
    [/eu$|us$/gi, 'ORDERS-US', true],
    [/eu$|us$/gi, 'orders', false],
  ])('%s and %s: %s', (pattern, topic, expected) => {
    expect(withoutFailures(pattern).test(topic)).toBe(expected);
  });
});
