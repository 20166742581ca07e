import type { Contract } from '../../contract/contract.js';
import { BatchFailedError } from '../errors.js';
import type { FetchedRecord } from '../fetched-record.js';
import { backoff, DEFAULT_RETRY, pause } from '../steps/backoff.js';
import { canRetry } from '../steps/can-retry.js';
import { type DeadLetterOptions, toDeadLetters } from '../steps/dead-letter.js';
import { eventId, remember } from '../steps/dedupe.js';
import type { IdStore } from '../steps/recent-ids.js';
import type { RetryOptions } from '../steps/retry.js';
import type { HandleBatch } from './batch-runner.js';

/** A record with what its handler gets of it. */
export interface Read {
  readonly record: FetchedRecord;
  readonly payload: unknown;
}

interface Failed extends Read {
  readonly error: unknown;
}

export interface BatchOptions extends DeadLetterOptions, Pick<RetryOptions, 'retrying'> {
  readonly contract: Contract | undefined;
  /** Undefined: every record is handled, however often it comes. */
  readonly ids: IdStore | undefined;
  /** @throws whatever is wrong with the record. */
  read(record: FetchedRecord): unknown;
  /** Calls the handler, within its time limit. */
  call(batch: readonly [Read, ...Read[]]): Promise<void>;
  skipped(): void;
}

/** What the steps around a handler do for single records, for those of a batch. */
export function handleBatch(options: BatchOptions): HandleBatch {
  const policy = { ...DEFAULT_RETRY, ...options.contract?.retry };
  return async (records, finished) => {
    const { open, unreadable } = await readAll(records, options, finished);
    await letGo(unreadable, options, finished);
    for (let failures = 1, left = open; ; failures++) {
      const failed = await attempt(left, options, finished);
      const again = failed.filter(
        ({ error }) => failures < policy.attempts && canRetry(error, options.contract),
      );
      await letGo(
        failed.filter((one) => !again.includes(one)),
        options,
        finished,
      );
      const [first] = again;
      if (!first) return;
      await pause(backoff(failures, policy), [options.stopping, first.record.signal]);
      for (const { record, error } of again) options.retrying(record, error);
      left = again;
    }
  };
}

async function readAll(
  records: readonly FetchedRecord[],
  { ids, read, skipped }: BatchOptions,
  finished: (record: FetchedRecord) => void,
): Promise<{ open: Read[]; unreadable: Failed[] }> {
  const open: Read[] = [];
  const unreadable: Failed[] = [];
  for (const record of records) {
    const seen = ids?.seen(eventId(record)) ?? false;
    if (typeof seen === 'boolean' ? seen : await seen) {
      skipped();
      finished(record);
      continue;
    }
    try {
      open.push({ record, payload: read(record) });
    } catch (error) {
      unreadable.push({ record, payload: undefined, error });
    }
  }
  return { open, unreadable };
}

/** Calls the handler once; gives back those that failed. */
async function attempt(
  batch: readonly Read[],
  { ids, call }: BatchOptions,
  finished: (record: FetchedRecord) => void,
): Promise<Failed[]> {
  const [first, ...others] = batch;
  if (!first) return [];
  const failed: Failed[] = [];
  let errorOf: (index: number) => { readonly error: unknown } | undefined = () => undefined;
  try {
    await call([first, ...others]);
  } catch (error) {
    errorOf = failuresIn(error);
  }
  for (const [index, read] of batch.entries()) {
    const failure = errorOf(index);
    if (failure) {
      failed.push({ ...read, ...failure });
      continue;
    }
    const remembered = ids && remember(ids, eventId(read.record));
    if (remembered) await remembered;
    finished(read.record);
  }
  return failed;
}

function failuresIn(error: unknown): (index: number) => { readonly error: unknown } | undefined {
  if (!(error instanceof BatchFailedError)) return () => ({ error });
  return (index) => (error.failures.has(index) ? { error: error.failures.get(index) } : undefined);
}

async function letGo(
  failed: readonly Failed[],
  options: BatchOptions,
  finished: (record: FetchedRecord) => void,
): Promise<void> {
  await Promise.all(
    failed.map(async ({ record, error }) => {
      await toDeadLetters(record, error, options);
      finished(record);
    }),
  );
}
