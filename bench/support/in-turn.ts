/** Each call gives the next, and the first after the last. @param all one at least */
export function inTurn<T>(all: readonly T[]): () => T {
  let next = 0;
  return () => all[next++ % all.length] as T;
}
