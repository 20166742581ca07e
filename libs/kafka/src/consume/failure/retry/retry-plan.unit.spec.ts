import { describe, expect, it } from 'vitest';
import { defineContract } from '../../../contract/contract.js';
import { encodeRetry } from '../../../wire/retry-headers.js';
import { delivery } from '../delivery.fixture.js';
import { dueAt } from './due.js';
import { RetryPlan } from './retry-plan.js';

class Payload {}

const plan = new RetryPlan([
  defineContract({ topic: 'orders', type: 't', payload: Payload, retryTopics: ['30s', '5m'] }),
  defineContract({ topic: 'plain', type: 't', payload: Payload }),
]);
const of = (name: '30s' | '5m') => delivery({ topic: `orders-retry-${name}`, timestamp: 1_000 });

describe('RetryPlan', () => {
  it('leads from the topic through its retry topics, and no further', () => {
    expect(plan.topics).toEqual(['orders-retry-30s', 'orders-retry-5m']);
    expect(plan.next('orders')).toEqual({ topic: 'orders-retry-30s', source: 'orders', delayMs: 30_000 });
    expect(plan.next('orders-retry-30s')?.topic).toBe('orders-retry-5m');
    expect(plan.next('orders-retry-5m')).toBeUndefined();
    expect(plan.next('plain')).toBeUndefined();
  });

  it('of a contract whose delays are one after the other, each of its own length', () => {
    expect(plan.steps.map(({ topic, delayMs }) => [topic, delayMs])).toEqual([
      ['orders-retry-30s', 30_000],
      ['orders-retry-5m', 300_000],
    ]);
  });

  it('takes a topic that only looks like a retry topic for what it is', () => {
    const own = defineContract({ topic: 'orders-retry-9s', type: 't', payload: Payload });
    const plans = new RetryPlan([own]);
    expect(plans.step('orders-retry-9s')).toBeUndefined();
    expect(plans.next('orders-retry-9s')).toBeUndefined();
    expect(plans.topics).toEqual([]);
  });

  it('knows whose records a retry topic holds', () => {
    expect(['orders', 'orders-retry-5m', 'plain', 'x-retry-5m'].map((topic) => plan.sourceOf(topic))).toEqual(
      ['orders', 'orders', 'plain', 'x-retry-5m'],
    );
  });
});

describe('dueAt', () => {
  const LATER = 100_000;

  it('is the delay after the record came', () => {
    expect(dueAt(plan, of('30s'), LATER)).toBe(31_000);
    expect(dueAt(plan, of('5m'), LATER)).toBe(301_000);
  });

  it('is at once in other topics, whatever the headers say', () => {
    expect(dueAt(plan, delivery({ headers: encodeRetry(2, 9e12) }), LATER)).toBe(0);
  });

  it.each([
    ['an earlier time counts', encodeRetry(2, 20_000), 20_000],
    ['a later time does not', encodeRetry(2, 9e12), 31_000],
    ['an empty one does not', { 'retry_topic-backoff-timestamp': '' }, 31_000],
    ['one of nine bytes does not', { 'retry_topic-backoff-timestamp': Buffer.alloc(9, 1) }, 31_000],
    ['a negative one is past', encodeRetry(2, -1), -1],
  ])('by the header: %s', (_, headers, due) => {
    expect(dueAt(plan, { ...of('30s'), headers }, LATER)).toBe(due);
  });

  it.each([Date.now() * 2, Number('9223372036854775807')])('of a record from the year %d', (timestamp) => {
    const now = 5_000;
    expect(dueAt(plan, { ...of('30s'), timestamp }, now)).toBe(now + 30_000);
    expect(dueAt(plan, { ...of('30s'), timestamp, headers: encodeRetry(2, 9e12) }, now)).toBe(now + 30_000);
  });

  it('of a record without a timestamp is past', () => {
    expect(dueAt(plan, { ...of('30s'), timestamp: -1 }, LATER)).toBeLessThan(LATER);
  });
});
