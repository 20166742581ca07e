import type { Place } from './place.js';
import { type LogMessage, readLog } from './read-log.js';

/** An event in the log. */
export interface Logged extends Place {
  /** CloudEvents id: the same for an event that was published again. */
  readonly id: string;
  /** That it carries as its own, in its payload. */
  readonly key: string;
  /** By which its partition is chosen. */
  readonly recordKey: string;
  readonly n: number;
  /** All of its payload. */
  readonly value: string;
}

/** In the order of offsets in each partition. */
export async function readEvents(brokers: readonly string[], topic: string): Promise<Logged[]> {
  const messages = await readLog(brokers, topic);
  const events = messages.map((message) => {
    const { id, recordKey, value } = contentOf(message);
    const { id: key, n } = JSON.parse(value) as { readonly id: string; readonly n: number };
    return { partition: message.partition, offset: Number(message.offset), id, key, recordKey, n, value };
  });
  return events.toSorted((a, b) => a.partition - b.partition || a.offset - b.offset);
}

/** What a record says, wherever it lies. */
export type Content = Pick<Logged, 'id' | 'recordKey' | 'value'>;

export const contentOf = ({ headers, key, value }: LogMessage): Content => ({
  id: String(headers?.['ce_id']),
  recordKey: String(key),
  value: String(value),
});

export const isSame = (a: Content, b: Content): boolean =>
  a.id === b.id && a.recordKey === b.recordKey && a.value === b.value;
