import { brokerList } from '@app/kafka';
import { z } from 'zod';
import { port } from './read-environment.js';

const LEVELS = ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'] as const;

const oneOf = <const T extends readonly string[]>(values: T) =>
  z.enum(values, { error: `must be one of ${values.join(', ')}` });

/** The variables every app reads; an app extends it by its own. */
export const appEnvironment = z.object({
  KAFKA_BROKERS: brokerList.default(['127.0.0.1:9092']),
  HOST: z.string().default('127.0.0.1'),
  PORT: port,
  LOG_LEVEL: oneOf(LEVELS).default('log'),
  /** Default: json where NODE_ENV is `production`, else text. */
  LOG_FORMAT: oneOf(['text', 'json']).optional(),
  NODE_ENV: z.string().optional(),
});
