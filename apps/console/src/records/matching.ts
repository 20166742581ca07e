import type { ReadRecord } from '@app/kafka';

export interface RecordFilter {
  /** The whole key. */
  readonly key?: string | undefined;
  /** Text anywhere in key or value. */
  readonly contains?: string | undefined;
}

/** Compares bytes, so that records need not be decoded to be left out. */
export function matching({ key, contains }: RecordFilter): (record: ReadRecord) => boolean {
  const wantedKey = key === undefined ? undefined : Buffer.from(key);
  const wanted = contains === undefined ? undefined : Buffer.from(contains);
  return (record) => {
    if (wantedKey && !record.key?.equals(wantedKey)) return false;
    return !wanted || Boolean(record.value?.includes(wanted)) || Boolean(record.key?.includes(wanted));
  };
}
