import type { Place } from './place.js';
import { readLog } from './read-log.js';

/** An event in the log. */
export interface Logged extends Place {
  /** CloudEvents id: the same for an event that was published again. */
  readonly id: string;
  /** That it carries as its own, in its payload. */
  readonly key: string;
  /** By which its partition is chosen. */
  readonly recordKey: string;
  readonly n: number;
}

/** In the order of offsets in each partition. */
export async function readEvents(brokers: readonly string[], topic: string): Promise<Logged[]> {
  const messages = await readLog(brokers, topic);
  const events = messages.map(({ partition, offset, headers, key: bytes, value }) => {
    const { id: key, n } = JSON.parse(String(value)) as { readonly id: string; readonly n: number };
    const id = String(headers?.['ce_id']);
    return { partition, offset: Number(offset), id, key, recordKey: String(bytes), n };
  });
  return events.toSorted((a, b) => a.partition - b.partition || a.offset - b.offset);
}
