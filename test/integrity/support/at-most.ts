/** @throws Error when the work has not ended within `ms`, or before `stop` is given, with its reason */
export async function atMost<T>(ms: number, stop: AbortSignal, work: () => Promise<T>): Promise<T> {
  stop.throwIfAborted();
  let forget = (): void => undefined;
  const late = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => reject(new Error(`did not end within ${ms / 60_000} minutes`)), ms);
    const give = (): void => reject(stop.reason as Error);
    stop.addEventListener('abort', give);
    forget = () => {
      clearTimeout(timer);
      // By its name: a listener's own `signal` is collected on Node 20 where several are at one target.
      stop.removeEventListener('abort', give);
    };
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    forget();
  }
}
