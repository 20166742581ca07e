import { goalTarget, goalValue, isReached } from './format.js';
import type { Goal } from './result.js';

/** What a ratio may lose from run to run, as machines are never quite alike twice. */
const ALLOWED = 0.15;

/** A line for each ratio that is more than 15 % worse than on record. */
export function worse(now: readonly Goal[], recorded: readonly Goal[]): string[] {
  return now.flatMap(({ name, value, unit, atMost }) => {
    const before = recorded.find((one) => one.name === name && one.unit === unit)?.value;
    if (unit !== 'x' || before === undefined) return [];
    const risen = value / before - 1;
    const lost = atMost === undefined ? -risen : risen;
    if (lost <= ALLOWED) return [];
    const where = `${Math.round(lost * 100)} % ${risen > 0 ? 'above' : 'below'}`;
    return [`${name}: ${value.toFixed(2)}, which is ${where} the ${before.toFixed(2)} on record`];
  });
}

/** A line for each target that is not reached. */
export const notReached = (now: readonly Goal[]): string[] =>
  now
    .filter((goal) => isReached(goal) === false)
    .map((goal) => `${goal.name}: ${goalValue(goal)}, where ${goalTarget(goal)} is the target`);

/** A line for each ratio or target on record of which nothing can be said now. */
export const notMeasured = (now: readonly Goal[], recorded: readonly Goal[]): string[] =>
  recorded
    .filter((goal) => goal.unit === 'x' || isReached(goal) !== undefined)
    .filter(({ name }) => !now.some((one) => one.name === name))
    .map(({ name }) => `not measured: ${name}`);
