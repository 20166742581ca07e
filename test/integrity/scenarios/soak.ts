import { setTimeout as delay } from 'node:timers/promises';
import type { Vitals } from '../apps/vitals.js';
import type { App } from '../support/app.js';
import type { Scenario } from '../support/scenario.js';

const MB = 1024 * 1024;
/** What an app keeps by design fills up as it works: 25 MiB of receipts, 20,000 ids of events. */
const GROWTH_BYTES = 48 * MB;
/** Connections that clients have just opened or closed. */
const HANDLES = 40;
/** Until everything that is made once was made. */
const WARM_MS = 20_000;

/** Nothing happens, for as long as is asked for. */
export const soak = (minutes: number): Scenario => ({
  name: 'soak',
  title: `load for ${minutes} minutes: memory, handles and connections stay flat`,
  noFailedRequest: true,
  longestMs: (minutes + 10) * 60_000,
  async run(trial) {
    const apps = trial.fleet.all;
    const measure = (): Promise<Vitals[]> => Promise.all(apps.map((app) => app.vitals()));
    await delay(WARM_MS);
    const before = await measure();
    await delay(minutes * 60_000);
    const after = await measure();
    for (const [index, app] of apps.entries()) {
      const [first, last] = [before[index], after[index]];
      if (first && last) for (const line of grown(app, first, last)) trial.expect(false, line);
    }
  },
});

function grown({ name }: App, before: Vitals, after: Vitals): string[] {
  const bytes = after.heapBytes - before.heapBytes;
  const handles = after.handles - before.handles;
  return [
    ...(bytes > GROWTH_BYTES ? [`${name} holds ${Math.round(bytes / MB)} MiB more than at first`] : []),
    ...(handles > HANDLES ? [`${name} holds ${handles} handles more than at first`] : []),
  ];
}
