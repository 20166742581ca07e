import { Logger } from '@nestjs/common';
import { expect, it, vi } from 'vitest';
import { Link } from './link.js';

it('asks the brokers nothing more once it is closed', async () => {
  Logger.overrideLogger(false);
  let asked = 0;
  const link = new Link({ prepare: async () => undefined, refresh: async () => void asked++ });
  vi.useFakeTimers();
  link.open();
  await vi.advanceTimersByTimeAsync(3_000);
  expect(asked).toBe(2);
  link.close();
  await vi.advanceTimersByTimeAsync(10_000);
  vi.useRealTimers();
  expect(asked).toBe(2);
});

it('keeps nobody who waits no longer', async () => {
  Logger.overrideLogger(false);
  const link = new Link({ prepare: () => Promise.reject(new Error('away')), refresh: async () => undefined });
  link.open();
  await expect(link.ready(1)).rejects.toMatchObject({ code: 'BROKERS_UNAVAILABLE' });
  expect(link).toHaveProperty('waiting.size', 0);
  link.close();
});
