import { setTimeout as delay } from 'node:timers/promises';
import { readLedger } from '../ledger/handled.js';
import { monotonic } from '../monotonic.js';
import { WORKERS } from '../support/fleet.js';
import type { Scenario } from '../support/scenario.js';

/** Longer than a session of the group: 10 s. */
const STILL_MS = 15_000;

export const subscriberStopped: Scenario = {
  name: 'subscriber-stopped',
  title: 'SIGSTOP of a subscriber for 15 s',
  handler: { ms: [20, 100], failing: 0 },
  async run(trial) {
    const worker = trial.random.oneOf(trial.fleet.workers);
    await trial.fault(async () => {
      const from = monotonic();
      worker.signal('SIGSTOP');
      await delay(STILL_MS);
      const { joins } = await readLedger(trial.fleet.folder, WORKERS);
      trial.expect(
        joins.some(({ at }) => at > from),
        `the group waited for ${worker.name}, which stood still`,
      );
      worker.signal('SIGCONT');
    });
  },
};
