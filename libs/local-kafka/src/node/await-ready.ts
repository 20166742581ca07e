import { setTimeout as pause } from 'node:timers/promises';
import { LocalKafkaError } from '../errors.js';
import { diedAtStart, type Jvm, type JvmPlan } from './jvm.js';

const POLL_MS = 50;

/** Of all waits for a start: generous, as a broker that was killed reads its last segments first. */
export const START_TIMEOUT_MS = 90_000;

/**
 * Asks until the answer is true; a rejection counts as not yet.
 * @throws LocalKafkaError BROKER_FAILED as soon as the process has ended, NOT_READY after `timeoutMs`
 */
export async function awaitReady(
  plan: JvmPlan,
  jvm: Jvm,
  answer: () => Promise<boolean>,
  timeoutMs = START_TIMEOUT_MS,
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await answer().catch(() => false))) {
    if (!jvm.running()) throw await diedAtStart(plan);
    if (performance.now() > deadline) {
      const bound = `within ${Math.round(timeoutMs / 1000)} s`;
      throw new LocalKafkaError('NOT_READY', `${plan.name} was not ready ${bound} (log: ${plan.logFile})`);
    }
    await pause(POLL_MS);
  }
}
