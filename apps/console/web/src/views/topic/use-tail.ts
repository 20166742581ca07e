import type { RecordView, TailPiece } from '@api/records';
import { useCallback, useEffect, useRef, useState } from 'react';
import { path, query } from '../../lib/api.js';
import { listen } from '../../lib/listen.js';
import { useVisible } from '../../lib/use-visible.js';

/** So many of the newest are kept; the browser's memory is not the log. */
const KEPT = 20_000;

export interface TailFilter {
  readonly partition: string;
  readonly key: string;
  readonly contains: string;
}

export interface Tail {
  /** The newest first. */
  readonly records: readonly RecordView[];
  /** Came since the beginning, those no longer kept included. */
  readonly received: number;
  /** Came too fast to be shown. */
  readonly skipped: number;
  /** Came while paused, and wait. */
  readonly waiting: number;
  readonly state: 'connecting' | 'live' | 'lost';
  readonly problem?: string | undefined;
}

const EMPTY: Tail = { records: [], received: 0, skipped: 0, waiting: 0, state: 'connecting' };

/**
 * Records as they arrive. While paused they are kept aside; what is older than the kept ones is dropped. After a lost
 * connection, or when the tab is in sight again, it goes on where it was.
 */
export function useTail(topic: string, { partition, key, contains }: TailFilter, paused: boolean) {
  const [tail, setTail] = useState(EMPTY);
  const aside = useRef<RecordView[]>([]);
  const isPaused = useRef(paused);
  const last = useRef('');
  // Six connections to one host are all a browser opens: a tab that nobody sees must keep none.
  const seen = useVisible();

  useEffect(() => {
    setTail(EMPTY);
    aside.current = [];
    last.current = '';
  }, [topic, partition, key, contains]);

  useEffect(() => {
    if (!seen) return undefined;
    const lost = (problem?: string) =>
      setTail((before) => ({ ...before, state: 'lost', problem: problem ?? before.problem }));
    return listen(
      () => `api/topics/${path(topic)}/tail${query({ partition, key, contains, after: last.current })}`,
      {
        ready: ({ lastEventId }) => {
          last.current = lastEventId;
          setTail((before) => ({ ...before, state: 'live', problem: undefined }));
        },
        records: ({ data, lastEventId }) => {
          const { records, skipped } = JSON.parse(data) as TailPiece;
          last.current = lastEventId;
          aside.current = [...records.toReversed(), ...aside.current].slice(0, KEPT);
          setTail((before) => {
            const counts = { received: before.received + records.length, skipped: before.skipped + skipped };
            if (isPaused.current) return { ...before, ...counts, waiting: before.waiting + records.length };
            return { ...before, ...counts, records: aside.current, waiting: 0 };
          });
        },
        problem: ({ data }) => lost((JSON.parse(data) as { readonly detail: string }).detail),
      },
      lost,
    );
  }, [topic, partition, key, contains, seen]);

  useEffect(() => {
    isPaused.current = paused;
    if (!paused) setTail((before) => ({ ...before, records: aside.current, waiting: 0 }));
  }, [paused]);

  const clear = useCallback(() => {
    aside.current = [];
    setTail((before) => ({ ...EMPTY, state: before.state }));
  }, []);
  return { tail, clear };
}
