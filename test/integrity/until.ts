import { setTimeout as delay } from 'node:timers/promises';

/** Resolves once `done` is true; what waits in vain is ended by the time limit of its scenario. */
export async function until(done: () => boolean | Promise<boolean>, everyMs = 50): Promise<void> {
  while (!(await done())) await delay(everyMs);
}
