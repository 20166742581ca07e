/** Where an event is in the log, by its receipt. */
export interface Place {
  readonly id: string;
  readonly partition: number;
  readonly offset: number;
}

/** An event that was sent: the `n`th of its key. Times are monotonic milliseconds. */
export interface Sent {
  readonly key: string;
  readonly n: number;
  readonly sentAt: number;
  /** The two are there once it was acknowledged. */
  place?: Place;
  acknowledgedAt?: number;
  /** Attempts that were answered by "nothing was published", or not taken at all. */
  refused: number;
  /** Attempts whose outcome nobody told. */
  unknown: number;
}

export interface Acknowledged extends Sent {
  place: Place;
  acknowledgedAt: number;
}

export const isAcknowledged = (sent: Sent): sent is Acknowledged => sent.place !== undefined;

/** The latest event of each key. */
export function latestOf(
  events: readonly { readonly key: string; readonly n: number }[],
): Map<string, number> {
  const latest = new Map<string, number>();
  for (const { key, n } of events) latest.set(key, Math.max(n, latest.get(key) ?? -1));
  return latest;
}

export const nameOf = ({ key, n }: { readonly key: string; readonly n: number }): string => `${key}/${n}`;
