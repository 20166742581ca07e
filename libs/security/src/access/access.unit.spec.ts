import { Logger } from '@nestjs/common';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { newApiKey, seal, writeApiKey } from '../keys/api-key.js';
import { writeKeys } from '../keys/key-entry.js';
import { Access } from './access.js';

const key = newApiKey();
const text = writeKeys([{ id: key.id, name: 'shop', ...seal(key), acts: ['publish'], topics: ['orders'] }]);
const oidc = { issuer: 'https://id.example', audience: 'pubsub', jwksUrl: 'http://127.0.0.1:1/keys' };

const lines: string[] = [];
beforeEach(() => {
  lines.length = 0;
  const warn = vi.spyOn(Logger.prototype, 'warn').mockImplementation((line) => void lines.push(String(line)));
  onTestFinished(() => warn.mockRestore());
});

const part = (content: object): string => Buffer.from(JSON.stringify(content)).toString('base64url');

/** @returns what the client is told. */
async function refusal(access: Access, credential: string, topic: string): Promise<string> {
  const asking = { headers: { authorization: `Bearer ${credential}` }, ip: '192.0.2.1' };
  try {
    await access.admit(asking, 'publish', topic);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it was let in');
}

describe('the log of refusals', () => {
  it('goes on with those of strangers, whatever topics the owner of a key has invented', async () => {
    const access = new Access({ keys: { text } });
    const invented = Array.from({ length: 200 }, (_, n) => `topic-${n}`);
    for (const topic of invented) await refusal(access, writeApiKey(key), topic);
    await refusal(access, 'wrong', 'orders');
    expect(lines).toEqual([
      '192.0.2.1 was refused: this key may not publish "topic-0"',
      '192.0.2.1 was refused: this key is not known',
    ]);
  });

  it('has no word of a token, nor has the answer', async () => {
    const access = new Access({ oidc });
    for (let n = 0; n < 200; n++) {
      const header = part({ alg: 'ES256', crit: [`${n}\n[Nest] 1 - LOG all is well`] });
      const told = await refusal(access, `${header}.${part({})}.c2ln`, 'orders');
      expect(told).toBe('this token does not count: it asks for what is not supported');
    }
    await refusal(access, 'wrong', 'orders');
    expect(lines).toEqual([
      '192.0.2.1 was refused: this token does not count: it asks for what is not supported',
      '192.0.2.1 was refused: this key is not known',
    ]);
  });

  it('has one line for each, whatever a topic or an address is made of', async () => {
    const access = new Access({ keys: { text } });
    await refusal(access, writeApiKey(key), 'a\u009b2J\u2028[Nest] b');
    expect(lines).toEqual(['192.0.2.1 was refused: this key may not publish "a 2J [Nest] b"']);
  });
});

describe('who may see more of what is open', () => {
  const readers = writeKeys([
    { id: key.id, name: 'board', ...seal(key), acts: ['read'], topics: ['*'], rate: 1 },
  ]);
  const asking = (credential: string) => ({ headers: { 'x-api-key': credential }, ip: '192.0.2.1' });

  it('is whoever reads all, however often, and nobody else, of whom nothing is noted', async () => {
    const access = new Access({ keys: { text: readers }, operatorKey: 'operator-key-of-enough-length' });
    for (let n = 0; n < 20; n++) {
      expect(await access.maySee(asking(writeApiKey(key)))).toBe(true);
      expect(await access.maySee(asking('wrong'))).toBe(false);
    }
    expect(await new Access({ keys: { text } }).maySee(asking(writeApiKey(key)))).toBe(false);
    expect(await new Access({}).maySee(asking('wrong'))).toBe(true);
    expect(lines).toEqual([]);
    // None of them was a try of the operator's key, or counted for a rate.
    expect(await access.admit(asking('operator-key-of-enough-length'), 'operate')).toBeDefined();
    expect(await access.admit(asking(writeApiKey(key)), 'read')).toBeDefined();
  });
});

describe('the holder of a key', () => {
  const other = newApiKey();
  const rings = writeKeys([
    { id: key.id, name: 'shop', ...seal(key), acts: ['publish'], topics: ['orders'] },
    {
      id: other.id,
      name: 'gone',
      ...seal(other),
      acts: ['publish'],
      topics: ['*'],
      expires: '2020-01-01T00:00:00Z',
    },
  ]);
  const mine = writeApiKey(key);

  it.each<[string, Record<string, string>, string, boolean]>([
    ['a key', { authorization: `Bearer ${mine}` }, 'orders', true],
    ['in a header of its own', { 'x-api-key': mine }, 'orders', true],
    ['for another topic', { 'x-api-key': mine }, 'others', false],
    ['with another secret', { 'x-api-key': `${mine.slice(0, -2)}--` }, 'orders', false],
    ['that has expired', { 'x-api-key': writeApiKey(other) }, 'orders', false],
    ['twice', { 'x-api-key': mine, authorization: `Bearer ${mine}` }, 'orders', false],
    ['in no form', { authorization: mine }, 'orders', false],
    ['that is not there', {}, 'orders', false],
  ])('is let in just where all are asked: %s', async (_, headers, topic, isIn) => {
    const access = new Access({ keys: { text: rings } });
    const admitted = async () => access.admit({ headers, ip: '192.0.2.1' }, 'publish', topic);
    expect(access.holderOf(headers, 'publish', topic)?.name).toBe(isIn ? 'shop' : undefined);
    expect(lines).toEqual([]);
    expect(await admitted().catch(() => undefined)).toEqual(access.holderOf(headers, 'publish', topic));
  });

  it('uses the same rate as all others, and nothing of one that is used up', () => {
    const limited = writeKeys([
      { id: key.id, name: 'shop', ...seal(key), acts: ['publish'], topics: ['*'], rate: 1 },
    ]);
    const access = new Access({ keys: { text: limited } });
    const hold = () => access.holderOf({ 'x-api-key': mine }, 'publish', 'orders');
    expect(hold()?.name).toBe('shop');
    expect(hold()).toBeUndefined();
    const asking = { headers: { 'x-api-key': mine }, ip: '192.0.2.1' };
    expect(() => access.admit(asking, 'publish', 'orders')).toThrow('this key may ask 1 times a second');
  });
});
