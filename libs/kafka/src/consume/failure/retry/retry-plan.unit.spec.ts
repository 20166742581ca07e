import { describe, expect, it } from 'vitest';
import { defineContract } from '../../../contract/contract.js';
import { encodeRetry } from '../../../wire/retry-headers.js';
import { delivery } from '../delivery.fixture.js';
import { dueAt, whenDue } from './due.js';
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

  it('knows whose records a retry topic holds', () => {
    expect(['orders', 'orders-retry-5m', 'plain', 'x-retry-5m'].map((topic) => plan.sourceOf(topic))).toEqual(
      ['orders', 'orders', 'plain', 'x-retry-5m'],
    );
  });
});

describe('dueAt', () => {
  it('is the delay after the record came', () => {
    expect(dueAt(plan, of('30s'))).toBe(31_000);
    expect(dueAt(plan, of('5m'))).toBe(301_000);
  });

  it('is at once in other topics, whatever the headers say', () => {
    expect(dueAt(plan, delivery({ headers: encodeRetry(2, 9e12) }))).toBe(0);
  });

  it('is what the header says, but never later than the delay', () => {
    expect(dueAt(plan, { ...of('30s'), headers: encodeRetry(2, 20_000) })).toBe(20_000);
    expect(dueAt(plan, { ...of('30s'), headers: encodeRetry(2, 9e12) })).toBe(31_000);
    expect(dueAt(plan, { ...of('30s'), headers: { 'retry_topic-backoff-timestamp': '' } })).toBe(31_000);
  });
});

describe('whenDue', () => {
  const { signal: stopping } = new AbortController();

  it('hands on at once what is due', async () => {
    let handled = false;
    await whenDue({ plan, stopping })(async () => void (handled = true))(of('30s'));
    expect(handled).toBe(true);
  });

  it('stops waiting for a record that is not ours any more', async () => {
    const revoked = new AbortController();
    const waiting = whenDue({ plan, stopping })(async () => undefined)({
      ...of('5m'),
      timestamp: Date.now(),
      signal: revoked.signal,
    });
    revoked.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'DELIVERY_GIVEN_UP' });
  });
});
