import { isObservable, type Observable } from 'rxjs';

/**
 * Waits for what a handler gave back, as far as there is something to wait for: an Observable is subscribed to
 * until it completes, with values or without.
 */
export function settle(result: unknown, signal: () => AbortSignal): void | Promise<void> {
  return isObservable(result) ? completion(result, signal()) : undefined;
}

function completion(stream: Observable<unknown>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const subscription = stream.subscribe({ error: reject, complete: resolve });
    // One that never completes goes on for nobody once its time is up.
    if (subscription.closed) return;
    const end = (): void => subscription.unsubscribe();
    signal.addEventListener('abort', end, { once: true });
    subscription.add(() => signal.removeEventListener('abort', end));
  });
}
