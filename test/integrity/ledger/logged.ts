import { readLog } from './read-log.js';

/** An event in the log. */
export interface Logged {
  readonly partition: number;
  readonly offset: number;
  /** CloudEvents id: the same for an event that was published again. */
  readonly id: string;
  readonly key: string;
  readonly n: number;
}

/** In the order of offsets in each partition. */
export async function readEvents(brokers: readonly string[], topic: string): Promise<Logged[]> {
  const messages = await readLog(brokers, topic);
  const events = messages.map(({ partition, offset, headers, value }) => {
    const { id: key, n } = JSON.parse(String(value)) as { readonly id: string; readonly n: number };
    return { partition, offset: Number(offset), id: String(headers?.['ce_id']), key, n };
  });
  return events.toSorted((a, b) => a.partition - b.partition || a.offset - b.offset);
}

export const placeOf = ({
  partition,
  offset,
}: {
  readonly partition: number;
  readonly offset: number;
}): string => `${partition}/${offset}`;
