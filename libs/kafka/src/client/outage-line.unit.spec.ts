import { describe, expect, it } from 'vitest';
import { AdminError } from '../admin/admin-error.js';
import { BrokersUnavailableError } from '../errors.js';
import { outageLine } from './outage-line.js';

const refused = Object.assign(new Error('wrong password'), { name: 'KafkaJSSASLAuthenticationError' });

describe('The line of an attempt that failed', () => {
  it.each([
    ['a closed port', new Error('connect ECONNREFUSED'), 'Kafka cannot be reached: x'],
    ['silent brokers', new BrokersUnavailableError('none answered'), 'Kafka cannot be reached: x'],
    ['no such topic', new AdminError('TOPIC_NOT_FOUND', 'there is no topic t'), 'x'],
    ['a wrong password', refused, 'x'],
  ])('tells of %s', (_, error, line) => {
    expect(outageLine('x', error)).toBe(line);
  });
});
