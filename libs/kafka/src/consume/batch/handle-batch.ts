import type { Contract } from '../../contract/contract.js';
import type { Pass, TopicGate } from '../failure/breaker/topic-gate.js';
import { whileOurs } from '../failure/given-up.js';
import type { FetchedRecord } from '../fetched-record.js';
import { backoff, DEFAULT_RETRY, pause } from '../steps/backoff.js';
import { canRetry } from '../steps/can-retry.js';
import type { SeenEvents } from '../steps/seen-events.js';
import type { RetryOptions } from '../steps/retry.js';
import { attempt, type AttemptOptions, type Failed } from './attempt.js';
import type { HandleBatch } from './batch-runner.js';

export interface BatchOptions
  extends Omit<AttemptOptions, 'succeeded'>, Pick<RetryOptions, 'retrying' | 'stopping'> {
  readonly contract: Contract | undefined;
  /** Lets single records through where too many of the topic have failed. */
  readonly gate: TopicGate;
  /** Undefined: every record is handled, however often it comes. */
  readonly events: SeenEvents | undefined;
  /** Whether this group is to handle the record. */
  isOwn(record: FetchedRecord): boolean;
  /** Hands on a record that failed, to its retry topic or the dead letters, however long that takes. */
  letGo(record: FetchedRecord, error: unknown): Promise<void>;
  skipped(): void;
}

type Finished = (record: FetchedRecord) => void;

/** What the steps around a handler do for single records, for those of a batch. */
export function handleBatch(options: BatchOptions): HandleBatch {
  const { gate, stopping } = options;
  return async (records, finished) => {
    let open = await toBeHandled(records, options, finished);
    for (let [first] = open; first; [first] = open) {
      const pass = gate.isClosed ? 'normal' : await enter(gate, first, stopping);
      const batch = pass === 'probe' ? [first] : open;
      const rest = open.slice(batch.length);
      const failed = await inPlace(batch, pass, options, finished).catch((error: unknown) => {
        gate.abandon(pass);
        throw error;
      });
      const kept = failed.findIndex(({ record }) => staysInHand(record, pass, gate));
      const gone = kept === -1 ? failed : failed.slice(0, kept);
      await letGo(gone, options, finished);
      open = [...failed.slice(gone.length).map(({ record }) => record), ...rest];
    }
  };
}

const enter = (gate: TopicGate, first: FetchedRecord, stopping: AbortSignal): Promise<Pass> =>
  whileOurs(first, stopping, (signal) => gate.enter(signal));

/** Tells the breaker of a failure; true when the topic stands from now on, and the record is tried again in turn. */
function staysInHand({ signal }: FetchedRecord, pass: Pass, gate: TopicGate): boolean {
  const goesOn = gate.report(pass, true);
  // A call that ran out of time may still be at work: no second one beside it.
  return pass === 'normal' && !goesOn && !signal.aborted;
}

/** Passes over records that are another group's, or were handled before. */
async function toBeHandled(
  records: readonly FetchedRecord[],
  { events, isOwn, skipped }: BatchOptions,
  finished: Finished,
): Promise<readonly FetchedRecord[]> {
  const open: FetchedRecord[] = [];
  for (const record of records) {
    if (!isOwn(record)) {
      finished(record);
      continue;
    }
    const seen = events?.seen(record) ?? false;
    // The store in memory answers at once: no wait for each record.
    if (typeof seen === 'boolean' ? seen : await seen) {
      skipped();
      finished(record);
    } else {
      open.push(record);
    }
  }
  return open;
}

/** Calls the handler as often as the contract says; gives back those that failed for good, in their order. */
async function inPlace(
  records: readonly FetchedRecord[],
  pass: Pass,
  options: BatchOptions,
  finished: Finished,
): Promise<readonly Failed[]> {
  const { contract, gate, events, retrying, stopping } = options;
  const policy = { ...DEFAULT_RETRY, ...contract?.retry };
  const through = (record: FetchedRecord): void => {
    gate.report(pass, false);
    finished(record);
  };
  const succeeded = (record: FetchedRecord): void | Promise<void> => {
    const remembered = events?.done(record);
    return remembered ? remembered.then(() => through(record)) : through(record);
  };
  const errors = new Map<FetchedRecord, Failed>();
  const attemptOptions = { read: options.read, call: options.call, succeeded };
  for (let failures = 1, left = records; ; failures++) {
    const failed = await attempt(left, attemptOptions);
    for (const one of failed) errors.set(one.record, one);
    const again = failed.filter(({ error }) => failures < policy.attempts && canRetry(error, contract));
    const [first] = again;
    if (!first) break;
    for (const { record } of again) errors.delete(record);
    await pause(backoff(failures, policy), [stopping, first.record.signal]);
    for (const { record, error } of again) retrying(record, error);
    left = again.map(({ record }) => record);
  }
  return errors.size === 0 ? [] : records.flatMap((record) => errors.get(record) ?? []);
}

async function letGo(failed: readonly Failed[], options: BatchOptions, finished: Finished): Promise<void> {
  await Promise.all(
    failed.map(async ({ record, error }) => {
      await options.letGo(record, error);
      finished(record);
    }),
  );
}
