import { useCallback, useEffect, useState } from 'react';
import { ApiError } from './api.js';

export interface Loaded<T> {
  readonly data: T | undefined;
  readonly error: ApiError | undefined;
  readonly loading: boolean;
  reload(): void;
}

interface State<T> {
  readonly key: string;
  readonly data?: T;
  readonly error?: ApiError;
}

interface Options {
  /** Loads again after this time; what was loaded stays meanwhile. Default: never. */
  readonly everyMs?: number;
}

/** Loads data for a key; what belongs to another key is never shown. */
export function useLoad<T>(
  key: string,
  load: (signal: AbortSignal) => Promise<T>,
  { everyMs }: Options = {},
): Loaded<T> {
  const [state, setState] = useState<State<T>>({ key });
  const [round, setRound] = useState(0);
  const reload = useCallback(() => setRound((count) => count + 1), []);

  useEffect(() => {
    const gone = new AbortController();
    let timer: number | undefined;
    const run = async (): Promise<void> => {
      try {
        const data = await load(gone.signal);
        if (!gone.signal.aborted) setState({ key, data });
      } catch (error) {
        if (gone.signal.aborted) return;
        setState((before) => ({ ...(before.key === key ? before : { key }), error: asApiError(error) }));
      }
      if (everyMs !== undefined && !gone.signal.aborted) timer = window.setTimeout(() => void run(), everyMs);
    };
    void run();
    return () => {
      gone.abort();
      clearTimeout(timer);
    };
    // `load` is a new function with each rendering; the key says what it loads.
  }, [key, round, everyMs]);

  const current = state.key === key ? state : { key };
  const { data, error } = current;
  return { data, error, loading: data === undefined && error === undefined, reload };
}

const asApiError = (error: unknown): ApiError =>
  error instanceof ApiError
    ? error
    : new ApiError({
        title: 'Error',
        status: 0,
        detail: error instanceof Error ? error.message : String(error),
      });
