import type { RedriveOrder, RedriveResult } from '@api/dead-letters';
import { useState } from 'react';
import { ApiError, post } from '../../lib/api.js';

/** Asks for a redrive, or what one would do. */
export function useRedrive(onDone: () => void) {
  const [results, setResults] = useState<readonly RedriveResult[]>();
  const [problem, setProblem] = useState<ApiError>();
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState(false);
  const run = async (order: RedriveOrder): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      setResults(await post<RedriveResult[]>('dead-letters/redrive', order));
      if (order.dryRun) return;
      setDone(true);
      onDone();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  const forget = (): void => {
    setResults(undefined);
    setProblem(undefined);
  };
  return { results, problem, busy, done, run, forget };
}
