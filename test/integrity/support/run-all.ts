import type { Result } from '../report/result.js';
import { atMost } from './at-most.js';
import { Cluster } from './cluster.js';
import { makePrograms } from './programs.js';
import { runScenario } from './run-scenario.js';
import type { Scenario } from './scenario.js';

export interface RunAllOptions {
  readonly folder: string;
  readonly seed: number;
  /** Told of each scenario when it has ended, and of the seconds that it took. */
  ended(scenario: Scenario, result: Result | Error, seconds: number): void;
}

export interface Outcome {
  /** Of all scenarios that ended. */
  readonly results: readonly Result[];
  readonly kafkaVersion: string;
}

/** On a machine with much else to do a scenario of one minute takes several. */
const LONGEST_MS = 10 * 60_000;

/** Runs scenarios one after the other, on one cluster as long as it is well. */
export async function runAll(scenarios: readonly Scenario[], options: RunAllOptions): Promise<Outcome> {
  const programs = await makePrograms();
  const results: Result[] = [];
  let shared: Cluster | undefined;
  let kafkaVersion = '';
  try {
    for (const scenario of scenarios) {
      const started = performance.now();
      const cluster = scenario.onSmallDisk
        ? await Cluster.startOnSmallDisk()
        : (shared ??= await Cluster.start());
      kafkaVersion = cluster.kafka.version;
      const running = runScenario(scenario, { ...options, cluster, programs });
      const result = await atMost(scenario.longestMs ?? LONGEST_MS, running).catch((error: Error) => error);
      options.ended(scenario, result, (performance.now() - started) / 1000);
      if (!(result instanceof Error)) results.push(result);
      if (cluster !== shared) await cluster.stop();
      else if (result instanceof Error || scenario.spoilsCluster) {
        await cluster.stop();
        shared = undefined;
      }
    }
  } finally {
    await shared?.stop();
  }
  return { results, kafkaVersion };
}
