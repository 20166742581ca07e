import { grouped } from '../grouped.js';
import type { Logged } from '../ledger/logged.js';
import { placeOf } from '../ledger/place.js';
import { isAcknowledged, isAtOnce, nameOf, type Sent } from '../ledger/sent.js';
import { faultsOf } from './faults.js';

export interface PublishedReport {
  readonly faults: readonly string[];
  /** Acknowledged, and not in the log where the receipt says. */
  readonly lost: number;
  /** Further copies in the log of events that were repeated because nobody knew of the first. */
  readonly copies: number;
}

export interface LogTerms {
  /**
   * What was acknowledged before this time, monotonic milliseconds, need not be in the log; nor what set out before it
   * with others, as their answer comes when the last of them is written. Default: 0.
   */
  readonly logBegan?: number;
  /** Whether keys may have gone to another partition, as when some were added. Default: false. */
  readonly keysMoved?: boolean;
}

/** What was acknowledged is in the log, once, in the order of its key; and the log holds what was sent alone. */
export function checkPublished(
  all: readonly Sent[],
  log: readonly Logged[],
  { logBegan = 0, keysMoved = false }: LogTerms = {},
): PublishedReport {
  const sent = all.filter(
    ({ alone, sentAt, receipts }) =>
      (alone || sentAt >= logBegan) && receipts.every(({ at }) => at >= logBegan),
  );
  const byPlace = new Map(log.map((event) => [placeOf(event), event]));
  const copies = grouped(log, nameOf);
  const byId = grouped(log, ({ id }) => id);
  const byKey = grouped(log, ({ key }) => key);
  const astray = sent.filter((event) =>
    event.receipts.some((receipt) => {
      const found = byPlace.get(placeOf(receipt));
      return !found || nameOf(found) !== nameOf(event) || found.id !== receipt.id;
    }),
  );
  const isLogged = (event: Sent): boolean => copies.has(nameOf(event));
  // One that was refused for certain is not there; each attempt of an unknown outcome may be.
  const tooMany = sent.filter(
    (event) => (copies.get(nameOf(event))?.length ?? 0) > event.unknown + event.receipts.length,
  );
  const names = new Set(all.map(nameOf));
  const namesOf = (events: readonly Sent[]): string[] => events.map(nameOf);
  return {
    lost: astray.length,
    copies: log.length - copies.size,
    faults: [
      ...faultsOf('never acknowledged', namesOf(sent.filter((event) => !isAcknowledged(event)))),
      ...faultsOf('acknowledged and lost', namesOf(astray.filter((event) => !isLogged(event)))),
      ...faultsOf('in the log elsewhere than a receipt says', namesOf(astray.filter(isLogged))),
      ...faultsOf('in the log more often than repeats explain', namesOf(tooMany)),
      ...faultsOf(
        'in the log under several ids',
        withSeveral(copies, ({ id }) => id),
      ),
      // Subscribers take them for one event that came again, and leave out all but the first.
      ...faultsOf('ids of several events', withSeveral(byId, nameOf)),
      ...faultsOf(
        'in the log under the key of another',
        log.filter(({ recordKey, key }) => recordKey !== key).map(placeOf),
      ),
      ...faultsOf(
        'keys in several partitions',
        keysMoved ? [] : withSeveral(byKey, ({ partition }) => partition),
      ),
      ...faultsOf(
        'in the log and never sent',
        [...copies.keys()].filter((name) => !names.has(name)),
      ),
      ...faultsOf('out of order in the log', outOfOrder(log, all)),
    ],
  };
}

/** What stands for events that differ in what they should have in common. */
const withSeveral = (
  groups: ReadonlyMap<string, readonly Logged[]>,
  of: (event: Logged) => unknown,
): string[] => [...groups].filter(([, events]) => new Set(events.map(of)).size > 1).map(([name]) => name);

/**
 * An event that was sent by itself follows the one before it, which had its receipt then; so do those of a request that
 * were acknowledged at once. Others of a request come when they are sent again. Between partitions there is no order.
 */
function outOfOrder(log: readonly Logged[], sent: readonly Sent[]): string[] {
  const ordered = new Set(sent.filter((event) => event.alone || isAtOnce(event)).map(nameOf));
  const last = new Map<string, number>();
  const seen = new Set<string>();
  return log.flatMap((event) => {
    const name = nameOf(event);
    if (seen.has(name) || !ordered.has(name)) return [];
    seen.add(name);
    const lane = `${event.partition}/${event.key}`;
    const before = last.get(lane) ?? -1;
    last.set(lane, event.n);
    return event.n < before ? [name] : [];
  });
}
