import { describe, expect, it } from 'vitest';
import { delivery } from './delivery.fixture.js';
import { isOwn, onlyOwn } from './only-own.js';

const step = { topic: 'orders-retry-30s', source: 'orders', delayMs: 30_000 };
const plan = { step: (topic: string) => (topic === step.topic ? step : undefined) };
const failedIn = (group: string) => ({ 'kafka_dlt-original-consumer-group': Buffer.from(group) });

describe('onlyOwn', () => {
  it.each([
    ['a record that was never redriven', 'orders', {}, true],
    ['one redriven for this group', 'orders', { 'redrive-group': Buffer.from('grp2') }, true],
    ['one redriven for another group', 'orders', { 'redrive-group': Buffer.from('other') }, false],
    ['one that failed in this group, in a retry topic', step.topic, failedIn('grp2'), true],
    ['one that failed in another group, in a retry topic', step.topic, failedIn('other'), false],
    ['one that failed in another group, elsewhere', 'orders', failedIn('other'), true],
  ])('%s', async (_, topic, headers, expected) => {
    let handled = false;
    await onlyOwn((each) => isOwn('grp2', plan, each))(async () => void (handled = true))(
      delivery({ topic, headers }),
    );
    expect(handled).toBe(expected);
  });
});
