import { existsSync, readFileSync } from 'node:fs';
import { ConfigurationError, messageOf } from '@app/kafka';
import { z } from 'zod';
import { notes } from './variable.js';

type Given = Readonly<Record<string, string | undefined>>;

/**
 * Reads settings by a schema, with `.env` of the working folder behind what the environment says. An empty value
 * counts as not set. A secret may stand in a file that `<NAME>_FILE` names; an end of line behind it is left out.
 *
 * @throws ConfigurationError with one line a variable.
 */
export function readEnvironment<T extends z.ZodObject>(schema: T, given: Given = process.env): z.output<T> {
  if (given === process.env && existsSync('.env')) process.loadEnvFile('.env');
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
  const secrets = Object.keys(schema.shape).filter((name) => isSecret(schema.shape[name]));
  for (const name of secrets) {
    const secret = secretFrom(name, set);
    if (secret !== undefined) set[name] = secret;
  }
  const result = schema.safeParse(set);
  if (result.success) return result.data;
  throw new ConfigurationError(
    result.error.issues.map(({ path, message }) => {
      const name = path.join('.');
      // What is shown ends in logs.
      const hidden = secrets.includes(name) || set[name] === undefined;
      return hidden ? `${name} ${message}` : `${name} ${message}, but is ${JSON.stringify(set[name])}`;
    }),
  );
}

const isSecret = (schema: z.core.$ZodType | undefined): boolean =>
  schema !== undefined && notes.get(schema as z.ZodType)?.secret === true;

function secretFrom(name: string, set: Given): string | undefined {
  const path = set[`${name}_FILE`];
  if (path === undefined) return undefined;
  if (set[name] !== undefined) throw new ConfigurationError([`set either ${name} or ${name}_FILE, not both`]);
  try {
    return readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    throw new ConfigurationError([`${name}_FILE cannot be read: ${messageOf(error)}`]);
  }
}
