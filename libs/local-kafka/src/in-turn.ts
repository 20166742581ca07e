let last: Promise<unknown> = Promise.resolve();

/** Runs what this process gives it one after the other; a failure is its giver's alone. */
export function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const result = last.then(work);
  last = result.catch(() => undefined);
  return result;
}
