import type { ReceiptView } from '@api/problem';
import type { Arrival } from '@api/topics';
import { useEffect, useState } from 'react';
import { get, path, query } from '../../lib/api.js';

const EVERY_MS = 300;
const LONGEST_MS = 30_000;

export interface GroupArrival {
  readonly group: string;
  /** Whether anybody reads for it just now. */
  readonly isFed: boolean;
  /** Undefined until the group has committed past the event. */
  readonly afterMs?: number;
}

/** Watches the groups of a topic commit past an event. */
export function useArrivals({ topic, partition, offset }: ReceiptView, sentAt: number) {
  const [arrivals, setArrivals] = useState<readonly GroupArrival[]>([]);
  const [over, setOver] = useState(false);
  useEffect(() => {
    const gone = new AbortController();
    let timer: number | undefined;
    const look = async (): Promise<void> => {
      const address = `topics/${path(topic)}/arrivals${query({ partition, offset })}`;
      const found = await get<Arrival[]>(address, gone.signal).catch(() => undefined);
      if (gone.signal.aborted) return;
      const afterMs = Date.now() - sentAt;
      if (found) setArrivals((before) => merged(before, found, afterMs));
      const done =
        found !== undefined &&
        found.length > 0 &&
        found.every(({ arrived, members }) => arrived || members === 0);
      if (done || afterMs > LONGEST_MS) setOver(true);
      else timer = window.setTimeout(() => void look(), EVERY_MS);
    };
    void look();
    return () => {
      gone.abort();
      clearTimeout(timer);
    };
  }, [topic, partition, offset, sentAt]);
  return { arrivals, over };
}

/** The first time that was seen stays. */
const merged = (
  before: readonly GroupArrival[],
  found: readonly Arrival[],
  afterMs: number,
): GroupArrival[] =>
  found.map(({ group, arrived, members }) => {
    const known = before.find((each) => each.group === group);
    if (known?.afterMs !== undefined) return known;
    return { group, isFed: members > 0, ...(arrived ? { afterMs } : {}) };
  });
