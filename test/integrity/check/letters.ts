import { grouped } from '../grouped.js';
import type { GroupLedger, Handling } from '../ledger/handled.js';
import type { Letter } from '../ledger/letters.js';
import { isSame, type Logged } from '../ledger/logged.js';
import { placeOf } from '../ledger/place.js';
import { faultsOf } from './faults.js';
import { isExplained } from './repeats.js';

/**
 * A dead letter is an event of the log as it came, whose handler failed as often as it is called, and which nobody
 * handled.
 *
 * @param attempts how often a handler is called before an event is given up
 * @param eventAt what is in the log at a place
 */
export function checkLetters(
  letters: readonly Letter[],
  { handled, failed, joins }: GroupLedger,
  { group, attempts, committedWithinMs, eventAt }: LetterTerms,
): string[] {
  const failures = grouped(failed, placeOf);
  const successes = grouped(handled, placeOf);
  const byPlace = [...grouped(letters, ({ place }) => place)];
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
  const differs = (letter: Letter): boolean => {
    const event = eventAt(letter.place);
    return event !== undefined && !isSame(event, letter);
  };
  return [
    ...faultsOf(
      `dead letters of ${group} for what is not in the log`,
      places(byPlace.filter(([place]) => !eventAt(place))),
    ),
    ...faultsOf(
      `dead letters of ${group} that are not the event as it came`,
      places(byPlace.filter(([, all]) => all.some(differs))),
    ),
    ...faultsOf(`dead letters of ${group} without as many failures`, places(unfounded)),
    ...faultsOf(`handled by ${group} and a dead letter too`, places(handledToo)),
  ];
}

export interface LetterTerms {
  readonly group: string;
  readonly attempts: number;
  readonly committedWithinMs: number;
  eventAt(this: void, place: string): Logged | undefined;
}
