import { type KeyEntry, newApiKey, seal, writeApiKey, writeKeys } from '@app/security';

interface MadeKey {
  readonly key: string;
  readonly entry: KeyEntry;
}

/** A key of its own; for all topics unless it is said. */
export function makeKey(more: Partial<KeyEntry> & Pick<KeyEntry, 'acts'>): MadeKey {
  const key = newApiKey();
  const entry = { id: key.id, name: `of ${key.id}`, topics: ['*'], ...seal(key), ...more };
  return { key: writeApiKey(key), entry };
}

/** As `API_KEYS` holds them. */
export const keysText = (...made: readonly MadeKey[]): string => writeKeys(made.map(({ entry }) => entry));

export const bearer = (key: string): Record<string, string> => ({ authorization: `Bearer ${key}` });
