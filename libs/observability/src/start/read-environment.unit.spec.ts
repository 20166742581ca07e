import { describe, expect, it } from 'vitest';
import { brokerList } from '@app/kafka';
import { z } from 'zod';
import { port, readEnvironment } from './read-environment.js';

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

  it('does not tell a secret that is wrong', () => {
    const secret = z.object({ OPERATOR_KEY: z.string().min(12, 'must be longer') });
    expect(() => readEnvironment(secret, { OPERATOR_KEY: 'hunter2' })).toThrow(
      /^OPERATOR_KEY must be longer$/,
    );
  });

  it.each(['-1', '65536', '3000.5', 'abc'])('refuses the port %s', (PORT) => {
    expect(() => readEnvironment(schema, { PORT })).toThrow(/^PORT /);
  });
});
