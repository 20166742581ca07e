/** Texts of their own to the compiler, as the first part is: for any string, Nest's types take no class for the payload. */
export const topicNames = <T extends string>(first: T, count: number): T[] =>
  Array.from({ length: count }, (_, index) => `${first}-${index}` as T);
