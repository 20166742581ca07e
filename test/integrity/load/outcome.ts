import type { Receipt, Received } from '../ledger/sent.js';

/**
 * What came of an attempt for one event: `refused` says that it was not published, `unknown` leaves it open; both may
 * be repeated under the same Idempotency-Key.
 */
export type Outcome =
  | { readonly kind: 'acknowledged'; readonly receipt: Received }
  | { readonly kind: 'refused' | 'unknown'; readonly why: string };

export type Unacknowledged = Exclude<Outcome, { kind: 'acknowledged' }>;

const REFUSED = new Set([429, 503]);
/** Not told in time. */
const UNKNOWN = 504;

/** An answer for one event, alone or among others: a receipt or a problem, each with its status. */
export interface EventAnswer extends Receipt {
  readonly status: number;
}

/**
 * @param at when the answer came, monotonic milliseconds
 * @throws Error for an answer that no publisher may give to these events
 */
export function outcomeOf(answer: EventAnswer, at: number): Outcome {
  const { status, id, partition, offset } = answer;
  if (status === 201) return { kind: 'acknowledged', receipt: { id, partition, offset, at } };
  if (REFUSED.has(status)) return { kind: 'refused', why: String(status) };
  if (status === UNKNOWN) return { kind: 'unknown', why: String(status) };
  throw new Error(`answered ${JSON.stringify(answer)}`);
}

/** What came of events whose request had no answer. */
export const unanswered = ({ code, name }: NodeJS.ErrnoException): Unacknowledged => ({
  kind: code === 'ECONNREFUSED' ? 'refused' : 'unknown',
  why: code ?? name,
});
