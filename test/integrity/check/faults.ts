/** At most so many of a kind are told one by one. */
const TOLD = 5;

/** One line for all faults of a kind; none when there are none. */
export function faultsOf(what: string, found: readonly string[]): string[] {
  if (found.length === 0) return [];
  const more = found.length > TOLD ? ` and ${found.length - TOLD} more` : '';
  return [`${found.length} ${what}: ${found.slice(0, TOLD).join(', ')}${more}`];
}
