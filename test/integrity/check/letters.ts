import { grouped } from '../grouped.js';
import type { GroupLedger, Handling } from '../ledger/handled.js';
import { placeOf } from '../ledger/place.js';
import { faultsOf } from './faults.js';
import { isExplained } from './repeats.js';

/**
 * A dead letter stands for an event of the log whose handler failed as often as it is called, and which nobody handled.
 *
 * @param letters places of the events that they are of
 * @param attempts how often a handler is called before an event is given up
 * @param isLogged whether there is an event at a place
 */
export function checkLetters(
  letters: readonly string[],
  { handled, failed, joins }: GroupLedger,
  { group, attempts, committedWithinMs, isLogged }: LetterTerms,
): string[] {
  const failures = grouped(failed, placeOf);
  const successes = grouped(handled, placeOf);
  const byPlace = [...grouped(letters, (place) => place)];
  const unfounded = byPlace.filter(
    ([place, all]) => (failures.get(place)?.length ?? 0) < all.length * attempts,
  );
  // One that was given up, and came again before that was committed, may have been handled then.
  const handledToo = byPlace.filter(([place]) =>
    (successes.get(place) ?? []).some(
      (again) =>
        !(failures.get(place) ?? []).some((before: Handling) =>
          isExplained({ before, again }, { joins, committedWithinMs }),
        ),
    ),
  );
  const places = (of: typeof byPlace): string[] => of.map(([place]) => place);
  return [
    ...faultsOf(
      `dead letters of ${group} for what is not in the log`,
      letters.filter((place) => !isLogged(place)),
    ),
    ...faultsOf(`dead letters of ${group} without as many failures`, places(unfounded)),
    ...faultsOf(`handled by ${group} and a dead letter too`, places(handledToo)),
  ];
}

export interface LetterTerms {
  readonly group: string;
  readonly attempts: number;
  readonly committedWithinMs: number;
  isLogged(this: void, place: string): boolean;
}
