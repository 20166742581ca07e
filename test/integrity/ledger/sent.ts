import { type Place, placeOf } from './place.js';

/** Where an event is in the log, and under which id. */
export interface Receipt extends Place {
  readonly id: string;
}

/** A receipt, and when it came. */
export interface Received extends Receipt {
  /** Monotonic milliseconds. */
  readonly at: number;
}

/** An event that was sent: the `n`th of its key. */
export interface Sent {
  readonly key: string;
  readonly n: number;
  /** Monotonic milliseconds; of the first attempt. */
  sentAt: number;
  /** Whether its request held no other: then it set out when the one before it had its receipt. */
  readonly alone: boolean;
  /** All that were ever given for it, at places of their own: one that is sent again may be written again. */
  readonly receipts: Received[];
  /** Attempts that were answered by "nothing was published", or not taken at all. */
  refused: number;
  /** Attempts whose outcome nobody told. */
  unknown: number;
}

export const newEvent = (key: string, n: number, { sentAt = 0, alone = true } = {}): Sent => ({
  key,
  n,
  sentAt,
  alone,
  receipts: [],
  refused: 0,
  unknown: 0,
});

/** Takes a receipt down; one for the same place again, as for a repeat of a request, says nothing new. */
export function acknowledge({ receipts }: Sent, receipt: Received): void {
  if (receipts.some((known) => placeOf(known) === placeOf(receipt))) return;
  receipts.push(receipt);
}

/** The first receipt of an event; undefined where it has none. */
export const receiptOf = ({ receipts }: Sent): Received | undefined => receipts[0];

export const isAcknowledged = ({ receipts }: Sent): boolean => receipts.length > 0;

/** Whether its first attempt was acknowledged. */
export const isAtOnce = ({ refused, unknown, receipts }: Sent): boolean =>
  receipts.length > 0 && refused + unknown === 0;

/** The latest event of each key. */
export function latestOf(
  events: readonly { readonly key: string; readonly n: number }[],
): Map<string, number> {
  const latest = new Map<string, number>();
  for (const { key, n } of events) latest.set(key, Math.max(n, latest.get(key) ?? -1));
  return latest;
}

export const nameOf = ({ key, n }: { readonly key: string; readonly n: number }): string => `${key}/${n}`;
