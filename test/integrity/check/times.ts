import { receiptOf, type Sent } from '../ledger/sent.js';

/** Milliseconds that an event took to be acknowledged, at most. */
export const longestPause = (sent: readonly Sent[]): number =>
  // A call takes fewer arguments than half an hour has events.
  sent.reduce(
    (longest, event) => Math.max(longest, (receiptOf(event)?.at ?? event.sentAt) - event.sentAt),
    0,
  );

/**
 * Milliseconds from a fault's end until an event of each key that set out after it was handled by every group; keys
 * that sent nothing any more do not count.
 *
 * @param finished when events were handled, by group and id
 */
export function recovery(
  sent: readonly Sent[],
  finished: readonly ReadonlyMap<string, number>[],
  faultEnd: number,
): number {
  const first = new Map<string, number>();
  for (const event of sent) {
    const receipt = receiptOf(event);
    if (!receipt || event.sentAt < faultEnd || first.has(event.key)) continue;
    const ends = finished.map((group) => group.get(receipt.id) ?? faultEnd);
    first.set(event.key, Math.max(receipt.at, ...ends));
  }
  return Math.max(0, ...[...first.values()].map((at) => at - faultEnd));
}
