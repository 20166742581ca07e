import { z } from 'zod';
import { ConfigurationError } from '../errors.js';
import type { HandlerExtras } from './nest/handlers.js';
import type { KafkaStrategyOptions } from './options.js';

const whole = z.int('must be a whole number').min(1, 'must be at least 1').optional();
const milliseconds = z.number('must be milliseconds').min(1, 'must be at least 1 ms').optional();
const order = z.enum(['key', 'partition', 'none'], 'must be key, partition or none').optional();

const extrasSchema = z.object({
  batch: z
    .union(
      [
        z.boolean(),
        z.object({
          records: whole,
          bytes: whole,
          waitMs: z.number().min(0, 'must be at least 0').optional(),
        }),
      ],
      'must be true, or { records, bytes, waitMs }: whole numbers from 1, and milliseconds from 0',
    )
    .optional(),
  order,
  timeLimitMs: milliseconds,
});

const strategySchema = z.object({
  groupId: z.string().min(1, 'must be a name'),
  order,
  concurrency: whole,
  timeLimitMs: milliseconds,
  drainMs: z.number('must be milliseconds').min(0, 'must be at least 0').optional(),
  breaker: z
    .object({
      run: whole,
      share: z.number().gt(0, 'must be above 0').max(1, 'must be at most 1'),
      window: whole,
      probeMs: milliseconds,
      longestProbeMs: milliseconds,
    })
    .optional(),
});

/** @throws ConfigurationError with one line for each of the settings that cannot work. */
export function checkStrategy(options: KafkaStrategyOptions): void {
  check(strategySchema, options, 'KafkaStrategy');
}

/** @throws ConfigurationError as above, for what the decorator of a handler says. */
export function checkExtras(pattern: string | RegExp, extras: HandlerExtras): void {
  check(extrasSchema, extras, `the handler of ${String(pattern)}`);
}

function check(schema: z.ZodType, value: unknown, of: string): void {
  const { error } = schema.safeParse(value);
  if (!error) return;
  throw new ConfigurationError(
    error.issues.map(({ path, message }) => `${of}: ${path.join('.')} ${message}`),
  );
}
