import { setMaxListeners } from 'node:events';

/**
 * Runs `wait` with a signal that is aborted, for the same reason, once one of `signals` is. Nothing is left at them
 * afterwards, as `AbortSignal.any` leaves some 50 bytes a call on Node 20 at signals that live as long as the process.
 */
export async function underSignals<T>(
  signals: readonly AbortSignal[],
  wait: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const either = new AbortController();
  const leave = signals.map((signal) => listen(signal, () => either.abort(signal.reason)));
  try {
    return await wait(either.signal);
  } finally {
    for (const each of leave) each();
  }
}

function listen(signal: AbortSignal, act: () => void): () => void {
  if (signal.aborted) act();
  // Every record that waits listens to the same end of the process.
  setMaxListeners(0, signal);
  signal.addEventListener('abort', act, { once: true });
  return () => signal.removeEventListener('abort', act);
}
