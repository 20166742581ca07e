import { grouped } from '../grouped.js';
import type { GroupLedger, Handling } from '../ledger/handled.js';
import type { Letter } from '../ledger/letters.js';
import { isSame, type Logged } from '../ledger/logged.js';
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
 */
export function checkHandled(
  log: readonly Logged[],
  ledger: GroupLedger,
  letters: readonly Letter[],
  { group, attempts, committedWithinMs, isWhole = true }: GroupTerms,
): HandledReport {
  const { handled, joins } = ledger;
  const rejoining = { joins, committedWithinMs };
  const byPlace = new Map(log.map((event) => [placeOf(event), event]));
  const eventAt = (place: string): Logged | undefined => byPlace.get(place);
  const isLogged = (call: Handling): boolean => {
    const event = eventAt(placeOf(call));
    return event !== undefined && nameOf(event) === nameOf(call);
  };
  const unknown = isWhole ? handled.filter((call) => !isLogged(call)) : [];
  const calls = grouped(handled.filter(isLogged), (call) => identityOf(eventAt(placeOf(call))));
  const first = new Map([...calls].map(([identity, all]) => [identity, firstOf(all)]));
  const givenUp = new Set(
    letters.flatMap((letter) => {
      const event = eventAt(letter.place);
      return event && isSame(event, letter) ? [identityOf(event)] : [];
    }),
  );
  const isDone = (identity: string): boolean => first.has(identity) || givenUp.has(identity);
  const missing = log.filter((event) => !isDone(identityOf(event))).map(placeOf);
  const repeats = [...calls.values()].flatMap(repeatsOf);
  return {
    missing,
    repeats: repeats.length,
    finished: new Map([...first.values()].map((call) => [eventAt(placeOf(call))?.id ?? '', call.ended])),
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
        eventAt,
      }),
    ],
  };
}

/** An id is not enough: two events that were given one would pass for one that came twice. */
const identityOf = (event: Logged | undefined): string => (event ? `${event.id} ${nameOf(event)}` : '');

const firstOf = (calls: readonly Handling[]): Handling => calls.reduce((a, b) => (b.ended < a.ended ? b : a));

/** An event's handler is called when the one of the event before it, of the same key and partition, has ended. */
function outOfOrder(log: readonly Logged[], first: ReadonlyMap<string, Handling>): string[] {
  const before = new Map<string, Handling>();
  const seen = new Set<string>();
  return log.flatMap((event) => {
    const identity = identityOf(event);
    const call = first.get(identity);
    if (!call || seen.has(identity)) return [];
    seen.add(identity);
    const lane = `${event.partition}/${event.key}`;
    const last = before.get(lane);
    before.set(lane, call);
    return last && call.begun < last.ended ? [placeOf(event)] : [];
  });
}
