import { Logger, type LogLevel } from '@nestjs/common';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { jsonLogger } from './json-logger.js';

const lines: Record<string, unknown>[] = [];
const to = { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) };
const use = (level: LogLevel): void => Logger.overrideLogger(jsonLogger(level, to, to));
const logger = new Logger('Orders');

beforeEach(() => {
  lines.length = 0;
  use('verbose');
});
afterAll(() => Logger.overrideLogger(false));

describe('the JSON logger', () => {
  it('writes a line as Nest does', () => {
    logger.log('an order');
    expect(lines).toEqual([
      {
        level: 'log',
        pid: process.pid,
        timestamp: expect.any(Number),
        context: 'Orders',
        message: 'an order',
      },
    ]);
    expect(Math.abs(Number(lines[0]?.['timestamp']) - Date.now())).toBeLessThan(60_000);
  });

  it.each(['verbose', 'debug', 'log', 'warn', 'error', 'fatal'] as const)('writes level %s', (level) => {
    logger[level]('text');
    expect(lines[0]?.['level']).toBe(level);
    expect(lines[0]?.['context']).toBe('Orders');
  });

  it('writes nothing below its level', () => {
    use('warn');
    logger.log('quiet');
    logger.warn('loud');
    expect(lines.map(({ message }) => message)).toEqual(['loud']);
  });

  it('keeps stacks apart from what people read', () => {
    const error = new Error('broken');
    logger.error('it failed', error.stack);
    logger.error(error);
    expect(lines).toMatchObject([
      { message: 'it failed', stack: error.stack, context: 'Orders' },
      { message: 'broken', stack: error.stack, context: 'Orders' },
    ]);
  });

  it('keeps what was logged beside the text', () => {
    logger.log('an order', { id: 1 });
    expect(lines[0]).toMatchObject({ message: 'an order', params: [{ id: 1 }] });
  });

  it('shows no secret of an object', () => {
    logger.log({ user: 'a', password: 'hidden', nested: { token: 'hidden' } });
    logger.log('text', { authorization: 'hidden' });
    expect(JSON.stringify(lines)).not.toContain('hidden');
    expect(lines[0]).toMatchObject({ message: { user: 'a' } });
  });

  it('writes what JSON has no words for', () => {
    const circle: { self?: unknown } = {};
    circle.self = circle;
    logger.log(circle);
    logger.log(undefined);
    logger.log(1n);
    expect(lines).toHaveLength(3);
  });
});
