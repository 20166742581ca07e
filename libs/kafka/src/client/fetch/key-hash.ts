/** FNV-1a (https://datatracker.ietf.org/doc/draft-eastlake-fnv/), in the 30 bits of V8's small integers. */
export function keyHash(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return (hash ^ (hash >>> 30)) & 0x3fffffff;
}
