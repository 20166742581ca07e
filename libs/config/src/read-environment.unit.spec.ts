import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brokerList } from '@app/kafka';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readEnvironment } from './read-environment.js';
import { port } from './values.js';
import { variable } from './variable.js';

const schema = z.object({ KAFKA_BROKERS: brokerList.default(['127.0.0.1:9092']), PORT: port.default(3000) });

describe('readEnvironment', () => {
  it('reads values and fills in defaults, also for empty ones', () => {
    expect(readEnvironment(schema, { KAFKA_BROKERS: 'a:1, b.example:65535,[::1]:9092', PORT: '' })).toEqual({
      KAFKA_BROKERS: ['a:1', 'b.example:65535', '[::1]:9092'],
      PORT: 3000,
    });
  });

  it.each(['localhost', 'a:0', 'a:65536', 'a:1,,b:2', 'http://a:1', 'a:1 b:2'])(
    'refuses the brokers "%s"',
    (KAFKA_BROKERS) => {
      expect(() => readEnvironment(schema, { KAFKA_BROKERS })).toThrow(/^KAFKA_BROKERS must be host:port/);
    },
  );

  it('gives one line for each wrong variable', () => {
    const read = () => readEnvironment(schema, { KAFKA_BROKERS: 'x', PORT: 'http' });
    expect(read).toThrow(/^KAFKA_BROKERS .*\nPORT must be a port number, but is "http"$/);
  });

  it.each(['-1', '65536', '3000.5', 'abc'])('refuses the port %s', (PORT) => {
    expect(() => readEnvironment(schema, { PORT })).toThrow(/^PORT /);
  });
});

describe('a secret', () => {
  const secret = z.object({
    OPERATOR_KEY: variable(z.string().min(12, 'must be longer').optional(), { secret: true }),
  });
  let folder: string;
  const file = (text: string): string => {
    const path = join(folder, 'key');
    writeFileSync(path, text);
    return path;
  };
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'config-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is not told when it is wrong', () => {
    expect(() => readEnvironment(secret, { OPERATOR_KEY: 'hunter2' })).toThrow(
      /^OPERATOR_KEY must be longer$/,
    );
    expect(() => readEnvironment(secret, { OPERATOR_KEY_FILE: file('hunter2') })).toThrow(
      /^OPERATOR_KEY must be longer$/,
    );
  });

  it('may stand in a file, with an end of line behind it', () => {
    expect(readEnvironment(secret, { OPERATOR_KEY_FILE: file('correct horse\n') })).toEqual({
      OPERATOR_KEY: 'correct horse',
    });
  });

  it('is refused when its file is not there, or when it is given twice', () => {
    const missing = join(folder, 'missing');
    expect(() => readEnvironment(secret, { OPERATOR_KEY_FILE: missing })).toThrow(
      /^OPERATOR_KEY_FILE cannot be read: ENOENT/,
    );
    const twice = { OPERATOR_KEY: 'correct horse', OPERATOR_KEY_FILE: missing };
    expect(() => readEnvironment(secret, twice)).toThrow(
      /^set either OPERATOR_KEY or OPERATOR_KEY_FILE, not both$/,
    );
  });
});
