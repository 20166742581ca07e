import { setTimeout as delay } from 'node:timers/promises';

/** Resolves once `done` is true. @throws the reason of `stop` when that is given before */
export async function until(
  done: () => boolean | Promise<boolean>,
  { everyMs = 50, stop }: { readonly everyMs?: number; readonly stop: AbortSignal },
): Promise<void> {
  while (!(await done())) {
    await delay(everyMs);
    stop.throwIfAborted();
  }
}
