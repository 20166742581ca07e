import {
  Access,
  type AccessSettings,
  type Act,
  newApiKey,
  seal,
  writeApiKey,
  writeKeys,
} from '@app/security';
import { Logger } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { SessionController } from './session.controller.js';

const operatorKey = 'correct-horse';

beforeEach(() => {
  const warn = vi.spyOn(Logger.prototype, 'warn').mockReturnValue();
  onTestFinished(() => warn.mockRestore());
});

/** @returns what gives the session of who has such a key. */
function sessions(settings: AccessSettings) {
  const options = { brokers: [], auditFile: '', access: settings, contracts: [] };
  const controller = new SessionController(options, new Access(settings));
  return (key?: string) => {
    const headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
    return controller.session({ headers, ip: '192.0.2.1' } as FastifyRequest);
  };
}

function madeKey(acts: Act[], topics = ['*']) {
  const key = newApiKey();
  const text = writeKeys([{ id: key.id, name: 'desk', ...seal(key), acts, topics, rate: 1 }]);
  return { key: writeApiKey(key), text };
}

describe('a session', () => {
  it.each<[string, Act[], string[], object]>([
    ['reads and operates', ['read', 'operate'], ['*'], { reader: true, operator: true }],
    ['reads', ['read'], ['*'], { reader: true, operator: false }],
    ['reads one topic', ['read'], ['orders'], { reader: false, operator: false }],
  ])('of a key that %s is told at once, though its rate is one a second', async (_, acts, topics, told) => {
    const { key, text } = madeKey(acts, topics);
    expect(await sessions({ keys: { text } })(key)).toMatchObject({ ...told, operable: true });
  });

  it('beyond the rate of its key cannot be told', async () => {
    const { key, text } = madeKey(['read']);
    const session = sessions({ keys: { text } });
    await session(key);
    await expect(session(key)).rejects.toMatchObject({ status: 429 });
  });

  it('counts a wrong key once: ten are looked at', async () => {
    const session = sessions({ keys: { text: madeKey(['read']).text }, operatorKey });
    for (let n = 0; n < 10; n++) expect(await session('wrong')).toMatchObject({ reader: false });
    await expect(session(operatorKey)).rejects.toMatchObject({ status: 429 });
  });

  it.each<[string, AccessSettings, string | undefined, object]>([
    ['without keys', {}, undefined, { reader: true, operator: false, operable: false }],
    ['without a key', { operatorKey }, undefined, { reader: true, operator: false, operable: true }],
    ['with a wrong key', { operatorKey }, 'wrong', { reader: true, operator: false }],
    ['of the operator', { operatorKey }, operatorKey, { reader: true, operator: true }],
  ])('%s, where anybody may read', async (_, settings, key, told) => {
    expect(await sessions(settings)(key)).toMatchObject(told);
  });
});
