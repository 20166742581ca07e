import { ConfigurationError } from '@app/kafka';
import { z } from 'zod';
import { ACTS } from '../access/principal.js';

const base64url = (bytes: number) =>
  z.string().refine((text) => /^[\w-]+$/.test(text) && Buffer.from(text, 'base64url').length === bytes, {
    error: `must be ${bytes} bytes in base64url`,
  });

/** A name of Kafka's form, or its beginning and `*`. */
export const topicPattern = z
  .string()
  .regex(/^(?:[\w.-]{1,249}|[\w.-]{0,248}\*)$/, 'must be a topic, or the beginning of one and *');

export const keyEntry = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{12}$/, 'must be the id of a key'),
  name: z.string().min(1).max(100),
  salt: base64url(16),
  hash: base64url(32),
  acts: z.array(z.enum(ACTS)).min(1),
  topics: z.array(topicPattern).min(1),
  expires: z.iso.datetime({ offset: true }).optional(),
  /** Requests a second, of each process. */
  rate: z.int().min(1).optional(),
});

/** A key as it is kept: all but its secret. */
export type KeyEntry = z.output<typeof keyEntry>;

const keyList = z.strictObject({ keys: z.array(keyEntry) });

/**
 * Reads what `API_KEYS` or the file of `API_KEYS_FILE` holds.
 *
 * @throws ConfigurationError with one line that says what is wrong, and shows nothing of it.
 */
export function parseKeys(text: string, where: string): readonly KeyEntry[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    // What JSON.parse says quotes the text.
    throw new ConfigurationError([`${where} is not JSON (${(error as Error).name})`]);
  }
  const { success, data, error } = keyList.safeParse(json);
  if (!success) {
    const [issue] = error.issues;
    throw new ConfigurationError([`${where}: ${issue?.path.join('.')} ${issue?.message}`]);
  }
  const ids = data.keys.map(({ id }) => id);
  const twice = ids.find((id, place) => ids.indexOf(id) !== place);
  if (twice !== undefined) throw new ConfigurationError([`${where}: the key ${twice} is there twice`]);
  return data.keys;
}

export const writeKeys = (keys: readonly KeyEntry[]): string => `${JSON.stringify({ keys }, null, 2)}\n`;
