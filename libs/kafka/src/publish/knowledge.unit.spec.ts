import { Logger } from '@nestjs/common';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { Brokers } from '../client/brokers.js';
import { ErrorCode } from '../client/protocol/error-codes.js';
import { Identity } from './identity.js';
import { Knowledge } from './knowledge.js';
import { Topics } from './topics.js';

it('says once that a topic cannot be made again, and goes on with the others', async () => {
  const warn = vi.spyOn(Logger.prototype, 'warn').mockReturnValue();
  onTestFinished(() => void vi.restoreAllMocks());
  const identity = new Identity(() => undefined);
  identity.renew(1n);
  const topics = new Topics(identity);
  topics.announce('gone');
  const gone = { topic: 'gone', errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, partitions: [] };
  const metadata = vi.fn<Brokers['metadata']>(async () => ({ clusterId: 'c', brokers: [], topics: [gone] }));
  const prepare = vi.fn<() => Promise<void>>(() => Promise.reject(new Error('not allowed')));
  const ask = vi.fn<() => Promise<never>>(() => Promise.reject(new Error('away')));
  const brokers = { metadata, ask } as Partial<Brokers> as Brokers;
  const knowledge = new Knowledge({ brokers, topics, identity, prepare });
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  for (now of [0, 500, 1_000]) {
    await knowledge.refresh();
    await knowledge.makeMissing();
  }
  expect(prepare).toHaveBeenCalledTimes(2);
  expect(warn.mock.calls).toEqual([['a topic is missing and cannot be made: not allowed']]);
});
