import type { Goal } from './result.js';

/** What a ratio may lose from run to run, as machines are never quite alike twice. */
const ALLOWED = 0.15;

/** A line for each ratio that is by more than 15 % below what is on record. */
export function fallen(now: readonly Goal[], recorded: readonly Goal[]): string[] {
  return now.flatMap(({ name, value, unit }) => {
    const before = recorded.find((one) => one.name === name && one.unit === unit)?.value;
    if (unit !== 'x' || before === undefined || value >= before * (1 - ALLOWED)) return [];
    const lost = Math.round((1 - value / before) * 100);
    return [`${name}: ${value.toFixed(2)}, which is ${lost} % below the ${before.toFixed(2)} on record`];
  });
}
