import { expect, it } from 'vitest';
import { parseBrokers } from './broker-list.js';

it('reads host:port, separated by commas', () => {
  expect(parseBrokers('localhost:9092, 10.0.0.1:9093,[::1]:9094')).toEqual([
    'localhost:9092',
    '10.0.0.1:9093',
    '[::1]:9094',
  ]);
});

it('has a line for each entry that is wrong', () => {
  expect(() => parseBrokers('localhost,kafka:9092,kafka:0,kafka:65536,,http://kafka:1')).toThrow(
    ['localhost', 'kafka:0', 'kafka:65536', '', 'http://kafka:1']
      .map((entry) => `KAFKA_BROKERS: '${entry}' is not host:port, such as localhost:9092`)
      .join('\n'),
  );
});
