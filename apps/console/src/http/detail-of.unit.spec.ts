import { BrokersUnavailableError, UnknownTopicError } from '@app/kafka';
import { BadRequestException, Logger } from '@nestjs/common';
import { expect, it, onTestFinished, vi } from 'vitest';
import { detailOf } from './detail-of.js';

const ADDRESS = '10.0.0.1:9092';

it('a reader is told what to do, and addresses of brokers are in the log alone', () => {
  const logged: string[] = [];
  const log = (line: unknown): void => void logged.push(String(line));
  onTestFinished(() => void vi.restoreAllMocks());
  vi.spyOn(Logger.prototype, 'warn').mockImplementation(log);
  vi.spyOn(Logger.prototype, 'error').mockImplementation(log);
  const refused = new Error(`connect ECONNREFUSED ${ADDRESS}`);

  for (const error of [new BrokersUnavailableError(`${ADDRESS}: away`, { cause: refused }), refused])
    expect(detailOf(error)).not.toContain(ADDRESS);
  expect(logged).toEqual([expect.stringContaining(ADDRESS), expect.stringContaining(ADDRESS)]);

  expect(detailOf(new UnknownTopicError('a', []))).toContain('no contract for topic "a"');
  expect(detailOf(new BadRequestException('limit must be a number'))).toBe('limit must be a number');
});
