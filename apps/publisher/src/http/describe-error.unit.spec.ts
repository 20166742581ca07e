import { BrokersUnavailableError, type PubSubError } from '@app/kafka';
import { DatabaseUnavailableError } from '@app/outbox';
import { Logger } from '@nestjs/common';
import { expect, it, onTestFinished, vi } from 'vitest';
import { describeError } from './describe-error.js';

const secret = 'connect ECONNREFUSED 10.0.0.1:9092 for user "publisher"';

it.each<[string, PubSubError]>([
  ['BROKERS_UNAVAILABLE', new BrokersUnavailableError(`nothing was published within the time: ${secret}`)],
  ['DATABASE_UNAVAILABLE', new DatabaseUnavailableError(new Error(secret))],
])('%s tells outside what to do, and the log why, once', (code, error) => {
  const warn = vi.spyOn(Logger.prototype, 'warn').mockReturnValue();
  onTestFinished(() => warn.mockRestore());
  for (let n = 0; n < 3; n++) {
    const { status, detail, ...more } = describeError(error);
    expect([status, more.code]).toEqual([503, code]);
    expect(detail).toMatch(/try again|send the same again/);
    expect(detail).not.toMatch(/10\.0\.0\.1|user/);
  }
  expect(warn.mock.calls).toEqual([[expect.stringContaining(secret)]]);
});
