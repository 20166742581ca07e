import { z } from 'zod';
import { oneOf } from '../values.js';
import { variable } from '../variable.js';

const LEVELS = ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'] as const;

export const log = {
  meaning: '`fatal` to `verbose`; `json` if `NODE_ENV=production`',
  variables: {
    LOG_LEVEL: variable(oneOf(LEVELS).default('log'), {
      meaning: 'fatal, error, warn, log, debug or verbose, which shows payloads too',
    }),
    LOG_FORMAT: variable(oneOf(['text', 'json']).optional(), {
      meaning: 'text or json; not set: json in production only',
      byDefault: 'text',
    }),
  },
};

/** Set by whoever runs the process, and not written into a file. */
export const nodeEnvironment = z.string().optional();
