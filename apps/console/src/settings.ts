import { appEnvironment, port } from '@app/observability';
import { z } from 'zod';
import { isLoopback } from './http/loopback.js';

const SHORTEST_KEY = 12;

export const consoleEnvironment = appEnvironment
  .extend({
    PORT: port.default(3002),
    OPERATOR_KEY: z.string().min(SHORTEST_KEY, `must have at least ${SHORTEST_KEY} characters`).optional(),
    PUBLISHER_URL: z
      .url({ protocol: /^https?$/, error: 'must be an address such as http://127.0.0.1:3000' })
      .optional(),
    AUDIT_FILE: z.string().default('console-audit.jsonl'),
    CONSOLE_PUBLIC: z.enum(['true', 'false'], { error: 'must be true or false' }).default('false'),
  })
  .refine(({ HOST, CONSOLE_PUBLIC }) => isLoopback(HOST) || CONSOLE_PUBLIC === 'true', {
    path: ['HOST'],
    error: 'would show every record to whoever reaches it; set CONSOLE_PUBLIC=true if that is meant',
  });
