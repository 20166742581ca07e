import { setTimeout as delay } from 'node:timers/promises';
import { grown, type Sample } from '../check/growth.js';
import type { Scenario } from '../support/scenario.js';

/** Until everything that is made once was made. */
const WARM_MS = 20_000;
const MINUTE_MS = 60_000;

/** Nothing happens, for as long as is asked for. */
export const soak = (minutes: number): Scenario => ({
  name: 'soak',
  title: `load for ${minutes} minutes: memory, handles and connections stay flat`,
  noFailedRequest: true,
  longestMs: (minutes + 10) * MINUTE_MS,
  async run(trial) {
    const apps = trial.fleet.all;
    const samples = new Map(apps.map((app) => [app, [] as Sample[]]));
    const measure = async (): Promise<void> => {
      const events = trial.load.acknowledged;
      await Promise.all(
        apps.map(async (app) => samples.get(app)?.push({ ...(await app.vitals(trial.over)), events })),
      );
    };
    await delay(WARM_MS);
    await measure();
    for (let minute = 0; minute < minutes; minute++) {
      await delay(MINUTE_MS);
      await measure();
    }
    for (const [{ name }, all] of samples) for (const line of grown(name, all)) trial.expect(false, line);
  },
});
