import type { RecordPage, RecordView } from '@api/records';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError, get, path, query } from '../../lib/api.js';
import { browseQuery, type Where } from './where.js';

const LIMIT = 100;
/** Records looked at before one is asked whether to go on. */
const MOST_LOOKED = 1_000_000;

export interface Found {
  readonly records: readonly RecordView[];
  readonly next?: string | undefined;
  readonly looked: number;
  /** Partitions whose records are missing. */
  readonly unread: readonly number[];
  readonly busy: boolean;
  readonly error?: ApiError | undefined;
}

const NOTHING: Found = { records: [], looked: 0, unread: [], busy: true };

/** Records of a topic, page by page. */
export function useBrowse(topic: string, where: Where) {
  const [found, setFound] = useState(NOTHING);
  const [round, setRound] = useState(0);
  const gone = useRef<AbortSignal>(null);

  const load = async (before: Found): Promise<void> => {
    const signal = gone.current ?? undefined;
    let now: Found = { ...before, busy: true, error: undefined };
    setFound(now);
    try {
      while (now.busy) {
        const address = query({ ...browseQuery(where), limit: LIMIT, cursor: now.next });
        const page = await get<RecordPage>(`topics/${path(topic)}/records${address}`, signal);
        now = { ...added(now, page), busy: isToGoOn(page, now.looked - before.looked) };
        setFound(now);
      }
    } catch (error) {
      if (!signal?.aborted && error instanceof ApiError) setFound({ ...now, busy: false, error });
    }
  };
  useEffect(() => {
    const controller = new AbortController();
    gone.current = controller.signal;
    void load(NOTHING);
    return () => controller.abort();
    // `load` is new with each rendering; topic and place say what it loads.
  }, [topic, where, round]);

  const reload = useCallback(() => setRound((count) => count + 1), []);
  return { found, reload, more: () => void load(found) };
}

const added = (before: Found, { records, next, looked, unread }: RecordPage): Found => ({
  ...before,
  records: [...before.records, ...records],
  next,
  looked: before.looked + looked,
  unread: [...new Set([...before.unread, ...unread])],
});

/** One answer looks at a part of the log only: what is rare is searched for through several. */
const isToGoOn = ({ records, next, looked }: RecordPage, sofar: number): boolean =>
  next !== undefined && records.length === 0 && looked > 0 && sofar < MOST_LOOKED;
