import { describe, expect, it } from 'vitest';
import { ofEvents } from './topic-names.js';

describe('ofEvents', () => {
  it.each([
    [/^orders/, 'orders', true],
    [/^orders/, 'orders-eu', true],
    [/^orders/, 'orders-dlt', false],
    [/^orders/, 'orders-retry-30s', false],
    [/^orders/, 'payments', false],
    [/.*/, 'orders', true],
    [/.*/, '__consumer_offsets', false],
    [/.*/, 'redrive-progress', false],
    [/.*/, 'redrive-progress-eu', true],
    [/eu$|us$/gi, 'ORDERS-US', true],
    [/eu$|us$/gi, 'orders', false],
  ])('%s and %s: %s', (pattern, topic, expected) => {
    expect(ofEvents(pattern).test(topic)).toBe(expected);
  });
});
