import { grouped } from '../grouped.js';
import { type Logged, placeOf } from '../ledger/logged.js';
import { isAcknowledged, nameOf, type Sent } from '../ledger/sent.js';
import { faultsOf } from './faults.js';

export interface PublishedReport {
  readonly faults: readonly string[];
  /** Acknowledged, and not in the log where the receipt says. */
  readonly lost: number;
  /** Further copies in the log of events that were repeated because nobody knew of the first. */
  readonly copies: number;
}

/**
 * What was acknowledged is in the log, once, in the order of its key; and the log holds what was sent alone.
 *
 * @param logBegan what was sent before this time need not be in it
 */
export function checkPublished(all: readonly Sent[], log: readonly Logged[], logBegan = 0): PublishedReport {
  const sent = all.filter(({ sentAt }) => sentAt >= logBegan);
  const byPlace = new Map(log.map((event) => [placeOf(event), event]));
  const acknowledged = sent.filter(isAcknowledged);
  const lost = acknowledged.filter((event) => {
    const found = byPlace.get(placeOf(event.place));
    return !found || nameOf(found) !== nameOf(event) || found.id !== event.place.id;
  });
  const copies = grouped(log, nameOf);
  // One that was refused for certain is not there; each attempt of an unknown outcome may be.
  const tooMany = sent.filter(
    (event) => (copies.get(nameOf(event))?.length ?? 0) > event.unknown + (isAcknowledged(event) ? 1 : 0),
  );
  const ids = [...copies].filter(([, same]) => new Set(same.map(({ id }) => id)).size > 1);
  const names = new Set(all.map(nameOf));
  return {
    lost: lost.length,
    copies: log.length - copies.size,
    faults: [
      ...faultsOf('never acknowledged', sent.filter((event) => !isAcknowledged(event)).map(nameOf)),
      ...faultsOf('acknowledged and lost', lost.map(nameOf)),
      ...faultsOf('in the log more often than repeats explain', tooMany.map(nameOf)),
      ...faultsOf(
        'in the log under several ids',
        ids.map(([name]) => name),
      ),
      ...faultsOf(
        'in the log and never sent',
        [...copies.keys()].filter((name) => !names.has(name)),
      ),
      ...faultsOf('out of order in the log', outOfOrder(log)),
    ],
  };
}

/** Each event of a key was sent when the one before it was acknowledged. Between partitions there is no order. */
function outOfOrder(log: readonly Logged[]): string[] {
  const last = new Map<string, number>();
  const seen = new Set<string>();
  return log.flatMap((event) => {
    if (seen.has(nameOf(event))) return [];
    seen.add(nameOf(event));
    const lane = `${event.partition}/${event.key}`;
    const before = last.get(lane) ?? -1;
    last.set(lane, event.n);
    return event.n < before ? [nameOf(event)] : [];
  });
}
