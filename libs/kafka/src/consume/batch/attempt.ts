import type { FetchedRecord } from '../fetched-record.js';
import { BatchFailedError } from '../errors.js';
import { isGivenUp } from '../failure/given-up.js';

/** A record with what its handler gets of it. */
export interface Read {
  readonly record: FetchedRecord;
  readonly payload: unknown;
}

export interface Failed {
  readonly record: FetchedRecord;
  readonly error: unknown;
}

export interface AttemptOptions {
  /** @throws whatever is wrong with the record. */
  read(record: FetchedRecord): unknown;
  /** Calls the handler, within its time limit. */
  call(batch: readonly [Read, ...Read[]]): Promise<void>;
  /** The handler is through with the record. */
  succeeded(record: FetchedRecord): void | Promise<void>;
}

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
  const batch = readAll(records, read, errors);
  const [first, ...others] = batch;
  if (first) {
    const errorOf = await call([first, ...others]).then(
      () => () => undefined,
      (error: unknown) => {
        if (isGivenUp(error, first.record)) throw error;
        return failuresIn(error);
      },
    );
    for (const [index, { record }] of batch.entries()) {
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
  return records.flatMap((record) => (errors.has(record) ? { record, error: errors.get(record) } : []));
}

function readAll(
  records: readonly FetchedRecord[],
  read: AttemptOptions['read'],
  errors: Map<FetchedRecord, unknown>,
): Read[] {
  const batch: Read[] = [];
  for (const record of records) {
    try {
      batch.push({ record, payload: read(record) });
    } catch (error) {
      errors.set(record, error);
    }
  }
  return batch;
}

/** What a batch handler threw, by the index of each record. */
function failuresIn(error: unknown): (index: number) => { readonly error: unknown } | undefined {
  if (!(error instanceof BatchFailedError)) return () => ({ error });
  return (index) => (error.failures.has(index) ? { error: error.failures.get(index) } : undefined);
}
