import { describe, expect, it } from 'vitest';
import { checkExtras, checkStrategy } from './check-settings.js';
import type { HandlerExtras } from './nest/handlers.js';
import type { KafkaStrategyOptions } from './options.js';

const options: KafkaStrategyOptions = { brokers: ['b:9092'], clientId: 'c', groupId: 'g', contracts: [] };
const breaker = { run: 1, share: 1, window: 1, probeMs: 1, longestProbeMs: 1 };

describe('what a handler asks for', () => {
  it.each<HandlerExtras & { readonly other?: string }>([
    {},
    { batch: false },
    { batch: { records: 1, bytes: 1, waitMs: 0 } },
    { order: 'partition', timeLimitMs: 1, other: 'is for an interceptor' },
  ])('can be %j', (extras) => {
    expect(() => checkExtras('orders', extras)).not.toThrow();
  });

  it.each([
    [{ batch: { records: 0 } }, 'batch.records must be at least 1'],
    [{ batch: 'yes' }, 'batch must be true, or { records, bytes, waitMs }'],
    [{ order: 'keys' }, 'order must be key, partition or none'],
    [{ timeLimitMs: 0 }, 'timeLimitMs must be at least 1 ms'],
    [{ timeLimitMs: '30s' }, 'timeLimitMs must be milliseconds'],
  ])('cannot be %j', (extras, line) => {
    expect(() => checkExtras(/^orders/, extras as HandlerExtras)).toThrow(
      `the handler of /^orders/: ${line}`,
    );
  });
});

describe('what a strategy is given', () => {
  it.each([{}, { concurrency: 1, drainMs: 0, breaker }])('can be %j', (more) => {
    expect(() => checkStrategy({ ...options, ...more })).not.toThrow();
  });

  it.each([
    [{ groupId: '' }, 'groupId must be a name'],
    [{ concurrency: 0 }, 'concurrency must be at least 1'],
    [{ concurrency: 1.5 }, 'concurrency must be a whole number'],
    [{ drainMs: -1 }, 'drainMs must be at least 0'],
    [{ breaker: { ...breaker, share: 0 } }, 'breaker.share must be above 0'],
    [{ breaker: { ...breaker, share: 1.1 } }, 'breaker.share must be at most 1'],
  ])('cannot be %j', (more, line) => {
    expect(() => checkStrategy({ ...options, ...more })).toThrow(`KafkaStrategy: ${line}`);
  });
});
