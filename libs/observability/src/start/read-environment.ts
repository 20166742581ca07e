import { existsSync } from 'node:fs';
import { ConfigurationError } from '@app/kafka';
import { z } from 'zod';

/** A TCP port to listen on; 0 lets the system choose one. */
export const port = z.coerce
  .number({ error: 'must be a port number' })
  .int()
  .min(0, 'must be from 0 to 65535')
  .max(65_535, 'must be from 0 to 65535');

const SECRET = /KEY|PASSWORD|SECRET/;

/** At least 1. */
export const wholeNumber = z.coerce
  .number({ error: 'must be a whole number' })
  .int('must be a whole number')
  .min(1, 'must be at least 1');

/**
 * Reads settings by a schema, with `.env` of the working folder behind what the environment says.
 * An empty value counts as not set.
 *
 * @throws ConfigurationError with one line a variable.
 */
export function readEnvironment<T extends z.ZodType>(schema: T, environment = process.env): z.output<T> {
  if (environment === process.env && existsSync('.env')) process.loadEnvFile('.env');
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = schema.safeParse(set);
  if (result.success) return result.data;
  throw new ConfigurationError(
    result.error.issues.map(({ path, message }) => {
      const name = path.join('.');
      // What is shown ends in logs.
      return SECRET.test(name)
        ? `${name} ${message}`
        : `${name} ${message}, but is ${JSON.stringify(set[name])}`;
    }),
  );
}
