/** Which way to go from a cursor; `older` leaves out the offsets of the cursor themselves, `newer` does not. */
export type Direction = 'older' | 'newer';

/** What was kept of a record, with its place. */
export interface Viewed<T> {
  readonly partition: number;
  readonly offset: bigint;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly view: T;
}

/**
 * Takes up to `limit` items of partitions by their timestamps: the oldest of all first, or with `older` the newest.
 * Within a partition the order is that of the log, whatever the timestamps say.
 *
 * @param found items of each partition in the order of the log.
 */
export function merge<T>(
  found: ReadonlyMap<number, readonly Viewed<T>[]>,
  limit: number,
  direction: Direction,
): { readonly taken: Viewed<T>[]; readonly left: ReadonlyMap<number, readonly Viewed<T>[]> } {
  const left = new Map([...found].map(([id, items]) => [id, [...items]]));
  const back = direction === 'older';
  const head = (items: Viewed<T>[]) => (back ? items.at(-1) : items[0]);
  const taken: Viewed<T>[] = [];
  while (taken.length < limit) {
    let best: Viewed<T> | undefined;
    for (const items of left.values()) {
      const item = head(items);
      if (!item) continue;
      if (!best || (back ? item.timestamp > best.timestamp : item.timestamp < best.timestamp)) best = item;
    }
    if (!best) break;
    taken.push(best);
    const items = left.get(best.partition);
    if (back) items?.pop();
    else items?.shift();
  }
  return { taken, left };
}
