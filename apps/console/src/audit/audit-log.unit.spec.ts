import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger, ServiceUnavailableException } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AuditLog } from './audit-log.js';

const request = {
  headers: { authorization: 'Bearer some-key' },
  principal: { name: 'alice' },
  ip: '127.0.0.1',
} as FastifyRequest;
let folder: string;
let file: string;
let log: AuditLog;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audit-'));
  file = join(folder, 'audit.jsonl');
  log = new AuditLog({ brokers: [], auditFile: file, contracts: [], access: {} });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const notes = async () =>
  (await readFile(file, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

describe('an act', () => {
  it('is noted before and after it, without its key', async () => {
    expect(await log.noted(request, 'publish', { topic: 't' }, async () => 'receipt')).toBe('receipt');
    expect(await notes()).toMatchObject([
      { act: 'publish', target: { topic: 't' }, by: 'alice', from: '127.0.0.1', result: 'begun' },
      { act: 'publish', result: 'receipt' },
    ]);
    expect(await readFile(file, 'utf8')).not.toContain('some-key');
  });

  it('that fails is noted with its error', async () => {
    const failing = log.noted(request, 'redrive', {}, () => Promise.reject(new Error('no stock')));
    await expect(failing).rejects.toThrow('no stock');
    expect(await notes()).toMatchObject([{ result: 'begun' }, { result: { error: 'no stock' } }]);
  });

  it('is not done where it cannot be noted', async () => {
    await rm(folder, { recursive: true });
    const act = vi.fn<() => Promise<string>>(async () => 'done');
    await expect(log.noted(request, 'publish', {}, act)).rejects.toThrow(ServiceUnavailableException);
    expect(act).not.toHaveBeenCalled();
  });

  it('is done, and is said to be, where only its end cannot be noted', async () => {
    const act = async () => {
      await rm(folder, { recursive: true });
      return 'done';
    };
    const logged = vi.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    expect(await log.noted(request, 'publish', { topic: 't' }, act)).toBe('done');
    expect(logged).toHaveBeenCalledWith(
      expect.stringMatching(/^publish of .*"t".* has ended: .*cannot be written/),
    );
    logged.mockRestore();
  });
});
