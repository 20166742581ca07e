/**
 * What one of so many connections posts in turn, where each keeps its own prepared requests, as autocannon's do: all
 * have another share, so that they neither begin with the same body nor take the memory of all bodies each.
 */
export const shareOf = (bodies: readonly string[], connection: number, connections: number): string[] =>
  Array.from({ length: Math.ceil(bodies.length / connections) }, (_, turn) => {
    const at = (connection + turn * connections) % bodies.length;
    return bodies[at] ?? '';
  });
