import { grouped } from '../grouped.js';
import type { GroupLedger, Handling } from '../ledger/handled.js';
import type { Logged } from '../ledger/logged.js';
import { placeOf } from '../ledger/place.js';
import { nameOf } from '../ledger/sent.js';
import { faultsOf } from './faults.js';
import { checkLetters } from './letters.js';
import { isExplained, repeatsOf } from './repeats.js';
import { outOfTurn } from './turns.js';

export interface HandledReport {
  readonly faults: readonly string[];
  /** Calls of the handler for events that it had finished before. */
  readonly repeats: number;
  /** When each event was first finished, by its id. */
  readonly finished: ReadonlyMap<string, number>;
  /** Events that no handler has finished, and no dead letter holds. */
  readonly missing: readonly string[];
}

export interface GroupTerms {
  readonly group: string;
  /** How often a handler is called before an event is given up. */
  readonly attempts: number;
  /** Milliseconds in which what was handled is committed, or the group is joined anew. */
  readonly committedWithinMs: number;
  /** Whether the log is the only one that there was. Default: true. */
  readonly isWhole?: boolean;
}

/**
 * What is in the log was handled or is a dead letter, in the order of its key; and what came again had a reason to.
 *
 * @param letters places of what the group gave up
 */
export function checkHandled(
  log: readonly Logged[],
  ledger: GroupLedger,
  letters: readonly string[],
  { group, attempts, committedWithinMs, isWhole = true }: GroupTerms,
): HandledReport {
  const { handled, joins } = ledger;
  const rejoining = { joins, committedWithinMs };
  const byPlace = new Map(log.map((event) => [placeOf(event), event]));
  const idAt = (place: string): string => byPlace.get(place)?.id ?? '';
  const isLogged = (call: Handling): boolean => {
    const event = byPlace.get(placeOf(call));
    return event !== undefined && nameOf(event) === nameOf(call);
  };
  const unknown = isWhole ? handled.filter((call) => !isLogged(call)) : [];
  const calls = grouped(handled.filter(isLogged), (call) => idAt(placeOf(call)));
  const first = new Map([...calls].map(([id, all]) => [id, firstOf(all)]));
  const givenUp = new Set(letters.map(idAt));
  const missing = log.filter(({ id }) => !first.has(id) && !givenUp.has(id)).map(placeOf);
  const repeats = [...calls.values()].flatMap(repeatsOf);
  return {
    missing,
    repeats: repeats.length,
    finished: new Map([...first].map(([id, { ended }]) => [id, ended])),
    faults: [
      ...faultsOf(`not handled by ${group}`, missing),
      ...faultsOf(`handled out of order by ${group}`, outOfOrder(log, first)),
      // Offsets begin anew with another log.
      ...faultsOf(`handled out of turn by a member of ${group}`, isWhole ? outOfTurn(ledger) : []),
      ...faultsOf(`handled by ${group} and not in the log`, unknown.map(placeOf)),
      ...faultsOf(
        `repeated by ${group} without a reason`,
        repeats.filter((repeat) => !isExplained(repeat, rejoining)).map(({ again }) => placeOf(again)),
      ),
      ...checkLetters(letters, ledger, {
        group,
        attempts,
        committedWithinMs,
        isLogged: (place) => byPlace.has(place),
      }),
    ],
  };
}

const firstOf = (calls: readonly Handling[]): Handling => calls.reduce((a, b) => (b.ended < a.ended ? b : a));

/** An event's handler is called when the one of the event before it, of the same key and partition, has ended. */
function outOfOrder(log: readonly Logged[], first: ReadonlyMap<string, Handling>): string[] {
  const before = new Map<string, Handling>();
  const seen = new Set<string>();
  return log.flatMap((event) => {
    const call = first.get(event.id);
    if (!call || seen.has(event.id)) return [];
    seen.add(event.id);
    const lane = `${event.partition}/${event.key}`;
    const last = before.get(lane);
    before.set(lane, call);
    return last && call.begun < last.ended ? [placeOf(event)] : [];
  });
}
