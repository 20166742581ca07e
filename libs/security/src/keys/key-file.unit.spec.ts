import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seal, newApiKey } from './api-key.js';
import type { KeyEntry } from './key-entry.js';
import { keyFile } from './key-file.js';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keys-'));
  path = join(folder, 'keys.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

const entry = (): KeyEntry => {
  const key = newApiKey();
  return { id: key.id, name: 'shop', ...seal(key), acts: ['publish'], topics: ['order-*'] };
};

describe('the file of keys', () => {
  it('is made, changed, and read by its owner alone', () => {
    const [one, two] = [entry(), entry()];
    keyFile.change(path, () => [one]);
    keyFile.change(path, (entries) => [...entries, two]);
    expect(keyFile.read(path)).toEqual([one, two]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('has who may read it from before', () => {
    keyFile.change(path, () => [entry()]);
    chmodSync(path, 0o640);
    keyFile.change(path, (entries) => [...entries, entry()]);
    expect(statSync(path).mode & 0o777).toBe(0o640);
  });

  it.runIf(process.getuid?.() === 0)('stays that of its owner, whoever changes it', () => {
    keyFile.change(path, () => [entry()]);
    chownSync(path, 65_534, 65_534);
    keyFile.change(path, (entries) => [...entries, entry()]);
    const { uid, gid, mode } = statSync(path);
    expect([uid, gid, mode & 0o777]).toEqual([65_534, 65_534, 0o600]);
  });

  it('stays where a link leads to', () => {
    keyFile.change(path, () => [entry()]);
    const link = join(folder, 'link.json');
    symlinkSync('keys.json', link);
    const added = entry();
    keyFile.change(link, () => [added]);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(keyFile.read(path)).toEqual([added]);
  });

  it('stays as it was when a change fails, and while another is under way', () => {
    keyFile.change(path, () => [entry()]);
    const before = readFileSync(path, 'utf8');
    const fail = () => {
      throw new Error('no such key');
    };
    expect(() => keyFile.change(path, fail)).toThrow('no such key');
    expect(existsSync(`${path}.next`)).toBe(false);
    const within = () => keyFile.change(path, () => []);
    const change = () =>
      keyFile.change(path, (entries) => {
        within();
        return entries;
      });
    expect(change).toThrow(/another command writes it/);
    expect(readFileSync(path, 'utf8')).toBe(before);
  });

  it.each([
    ['no JSON', 'secret', /^\S+ is not JSON \(SyntaxError\)$/],
    ['no list', '{}', /keys\.json: keys /],
    ['an unknown property', '{"keys":[],"more":1}', /keys\.json: .*more/],
    ['a key in clear text', '{"keys":[{"id":"0123456789ab","key":"pubsub_x"}]}', /keys\.0/],
  ])('with %s is told in one line that shows nothing of it', (_, text, line) => {
    writeFileSync(path, text);
    expect(() => keyFile.read(path)).toThrow(line);
    expect(() => keyFile.read(path)).not.toThrow(/secret|pubsub_/);
  });

  it('with one id twice is refused', () => {
    const one = entry();
    writeFileSync(path, JSON.stringify({ keys: [one, one] }));
    expect(() => keyFile.read(path)).toThrow(/is there twice/);
  });
});
