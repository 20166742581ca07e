import { faultsOf } from '../check/faults.js';
import { longestPause, recovery } from '../check/times.js';
import type { Result } from '../report/result.js';
import type { Books } from './books.js';
import type { Scenario } from './scenario.js';
import type { Trial } from './trial.js';

/** What the books say of a scenario. */
export function verdict(scenario: Scenario, { load, faultEnds, unexpected }: Trial, books: Books): Result {
  const { published, groups, letters } = books;
  const finished = groups.map((group) => group.finished);
  const sum = (count: (group: (typeof groups)[number]) => number): number =>
    groups.reduce((total, group) => total + count(group), 0);
  return {
    name: scenario.name,
    title: scenario.title,
    acknowledged: load.acknowledged,
    lost: published.lost + sum(({ missing }) => missing.length),
    repeats: { log: published.copies, handled: sum(({ repeats }) => repeats) },
    deadLetters: letters,
    failedRequests: Object.fromEntries(load.failures),
    longestPauseMs: Math.round(longestPause(load.sent)),
    recoveryMs: Math.round(Math.max(0, ...faultEnds.map((end) => recovery(load.sent, finished, end)))),
    faults: [
      ...unexpected,
      ...published.faults,
      ...groups.flatMap(({ faults }) => faults),
      ...(letters > 0 === (scenario.deadLetters ?? false) ? [] : [`${letters} dead letters`]),
      ...(scenario.noFailedRequest ? faultsOf('kinds of failed requests', failuresOf(load.failures)) : []),
    ],
  };
}

const failuresOf = (failures: ReadonlyMap<string, number>): string[] =>
  [...failures].map(([what, count]) => `${what} ${count} times`);
