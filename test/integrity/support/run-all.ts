import { makePrograms } from './programs.js';
import { type QueueOptions, runQueue } from './run-queue.js';
import type { Scenario } from './scenario.js';

/**
 * How many scenarios are run at once, each on brokers of its own: most of their time is waiting for sessions to end,
 * for brokers to come back, for what a title says. Three of them are as much as two cores do.
 */
export const AT_ONCE = 3;

/** Resolves when all scenarios have ended, or those that had begun when it was told to stop. */
export async function runAll(
  scenarios: readonly Scenario[],
  options: Omit<QueueOptions, 'programs'>,
): Promise<void> {
  const programs = await makePrograms();
  const queue = scenarios.toSorted((one, other) => turnOf(one) - turnOf(other));
  const all = { length: Math.min(AT_ONCE, queue.length) };
  await Promise.all(Array.from(all, () => runQueue(queue, { ...options, programs })));
}

/** The longest first, so that all end together; those that share a cluster before those that have their own. */
function turnOf({ longestMs, on, spoilsCluster }: Scenario): number {
  if (longestMs !== undefined) return 0;
  if (on) return 3;
  return spoilsCluster ? 2 : 1;
}
