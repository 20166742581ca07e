/** @throws Error when the work has not ended within `ms`, or before `stop` is given, with its reason */
export async function atMost<T>(ms: number, stop: AbortSignal, work: () => Promise<T>): Promise<T> {
  stop.throwIfAborted();
  const ended = new AbortController();
  const late = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => reject(new Error(`did not end within ${ms / 60_000} minutes`)), ms);
    ended.signal.addEventListener('abort', () => clearTimeout(timer));
    stop.addEventListener('abort', () => reject(stop.reason as Error), { signal: ended.signal });
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    ended.abort();
  }
}
