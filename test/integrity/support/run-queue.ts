import type { Result } from '../report/result.js';
import { Cluster } from './cluster.js';
import { type RunOptions, runScenario } from './run-scenario.js';
import type { Scenario } from './scenario.js';

export interface QueueOptions extends Omit<RunOptions, 'cluster'> {
  /** Told of each scenario when it has ended, and of the seconds that it took. */
  ended(scenario: Scenario, result: Result | Error, seconds: number): void;
  /** Told of brokers that could not be cleared away: the scenarios after them are run all the same. */
  note(line: string): void;
}

/** Takes scenarios until there are none, or it is told to stop; on one cluster as long as that is well. */
export async function runQueue(
  queue: Scenario[],
  { ended, note, ...options }: QueueOptions,
  start = Cluster.start,
): Promise<void> {
  let cluster: Cluster | undefined;
  let last = '';
  const drop = async (): Promise<void> => {
    const dropped = cluster;
    cluster = undefined;
    await dropped
      ?.stop()
      .catch((error: Error) => note(`brokers left after "${last}": ${error.message.trim()}`));
  };
  try {
    while (!options.stop.aborted) {
      const scenario = queue.shift();
      if (!scenario) return;
      const started = performance.now();
      // Brokers that nobody asks take time from those that somebody does.
      if (scenario.on) await drop();
      last = scenario.title;
      const run = async (): Promise<Result> => {
        cluster ??= await start(scenario.on);
        return runScenario(scenario, { ...options, cluster });
      };
      const result = await run().catch((error: Error) => error);
      ended(scenario, result, (performance.now() - started) / 1000);
      if (result instanceof Error || scenario.on || scenario.spoilsCluster) await drop();
    }
  } finally {
    await drop();
  }
}
