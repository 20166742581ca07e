/**
 * Another order each round, as a broker and a machine are never quite as they were a minute ago. The beginnings lie
 * evenly apart, so that over all rounds each is early about as often as late.
 */
export function turned<T>(all: readonly T[], round: number, rounds: number): T[] {
  const first = Math.floor(((round - 1) * all.length) / rounds);
  return [...all.slice(first), ...all.slice(0, first)];
}
