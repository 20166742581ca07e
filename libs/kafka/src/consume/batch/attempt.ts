import type { FetchedRecord } from '../fetched-record.js';
import { BatchFailedError } from '../errors.js';
import { isGivenUp } from '../failure/given-up.js';

export type Filled<T> = readonly [T, ...T[]];

export interface Failed {
  readonly record: FetchedRecord;
  readonly error: unknown;
}

export interface AttemptOptions {
  /** @throws whatever is wrong with the record. */
  read(record: FetchedRecord): unknown;
  /** Calls the handler with the payloads of these records, within its time limit. */
  call(records: Filled<FetchedRecord>, payloads: readonly unknown[]): Promise<void>;
  /** The handler is through with the record. */
  succeeded(record: FetchedRecord): void | Promise<void>;
}

const NONE: readonly Failed[] = [];

/**
 * Calls the handler once, with all records that can be read.
 *
 * @returns the records that failed, in their order.
 * @throws GivenUpError when the records are not ours any more.
 */
export async function attempt(
  records: readonly FetchedRecord[],
  { read, call, succeeded }: AttemptOptions,
): Promise<readonly Failed[]> {
  const errors = new Map<FetchedRecord, unknown>();
  const payloads: unknown[] = [];
  const readable = readAll(records, payloads, read, errors);
  if (isFilled(readable)) {
    const errorOf = await call(readable, payloads).then(
      () => noError,
      (error: unknown) => {
        if (isGivenUp(error, readable[0])) throw error;
        return failuresIn(error, readable.length);
      },
    );
    for (let index = 0; index < readable.length; index++) {
      const record = readable[index] as FetchedRecord;
      const failure = errorOf(index);
      if (failure) {
        errors.set(record, failure.error);
        continue;
      }
      // Most often there is nothing to wait for.
      const remembered = succeeded(record);
      if (remembered) await remembered;
    }
  }
  if (errors.size === 0) return NONE;
  return records.flatMap((record) => (errors.has(record) ? { record, error: errors.get(record) } : []));
}

/** Most often all of them. */
function readAll(
  records: readonly FetchedRecord[],
  payloads: unknown[],
  read: AttemptOptions['read'],
  errors: Map<FetchedRecord, unknown>,
): readonly FetchedRecord[] {
  for (const record of records) {
    try {
      payloads.push(read(record));
    } catch (error) {
      errors.set(record, error);
    }
  }
  return errors.size === 0 ? records : records.filter((record) => !errors.has(record));
}

const isFilled = <T>(some: readonly T[]): some is Filled<T> => some.length > 0;

const noError = (): undefined => undefined;

/** What a batch handler threw, by the index of each record. One that names no record of these names none as done. */
function failuresIn(
  error: unknown,
  count: number,
): (index: number) => { readonly error: unknown } | undefined {
  const isOfBatch = (index: number): boolean => Number.isInteger(index) && index >= 0 && index < count;
  if (!(error instanceof BatchFailedError) || ![...error.failures.keys()].every(isOfBatch)) {
    return () => ({ error });
  }
  return (index) => (error.failures.has(index) ? { error: error.failures.get(index) } : undefined);
}
