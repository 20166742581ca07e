const SEED = 0x9747b28c;
const MULTIPLIER = 0x5bd1e995;

/**
 * 32-bit murmur2 as `org.apache.kafka.common.utils.Utils.murmur2` computes it, for the partition of a key
 * must be the one a Java producer would choose.
 */
export function murmur2(data: Uint8Array): number {
  const { length } = data;
  const view = new DataView(data.buffer, data.byteOffset, length);
  const whole = length & ~3;
  let hash = SEED ^ length;
  for (let at = 0; at < whole; at += 4) {
    let word = Math.imul(view.getInt32(at, true), MULTIPLIER);
    word ^= word >>> 24;
    hash = Math.imul(hash, MULTIPLIER) ^ Math.imul(word, MULTIPLIER);
  }
  hash = mixTail(hash, data, whole);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, MULTIPLIER);
  return hash ^ (hash >>> 15);
}

/** The up to three bytes behind the last whole word. */
function mixTail(hash: number, data: Uint8Array, from: number): number {
  if (from === data.length) return hash;
  let mixed = hash;
  for (let at = data.length - 1; at >= from; at--) mixed ^= (data[at] ?? 0) << (8 * (at - from));
  return Math.imul(mixed, MULTIPLIER);
}
