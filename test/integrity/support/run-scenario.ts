import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Load } from '../load/load.js';
import { Random } from '../random.js';
import type { Result } from '../report/result.js';
import { type Books, readBooks } from './books.js';
import type { Cluster } from './cluster.js';
import { Fleet } from './fleet.js';
import { writeOutputs } from './outputs.js';
import type { Programs } from './programs.js';
import { uncommitted } from './uncommitted.js';
import { HANDLER, PARTITIONS, type Scenario } from './scenario.js';
import { Trial } from './trial.js';
import { verdict } from './verdict.js';

export interface RunOptions {
  readonly cluster: Cluster;
  readonly programs: Programs;
  /** Holds a folder a scenario. */
  readonly folder: string;
  readonly seed: number;
}

/** Runs a scenario under load, and says what its ledgers show. @throws Error where it could not be run to its end */
export async function runScenario(scenario: Scenario, options: RunOptions): Promise<Result> {
  const folder = join(options.folder, scenario.name);
  await rm(folder, { recursive: true, force: true });
  const trial = await prepare(scenario, folder, options);
  try {
    await trial.fleet.start();
    trial.load.start();
    await trial.load.flows();
    await scenario.run(trial);
    await trial.load.stop();
    const books = await settle(trial, folder);
    await trial.fleet.end(trial.fleet.all);
    await options.cluster.deleteTopic(trial.topic);
    return verdict(scenario, trial, books);
  } finally {
    void trial.load.stop().catch(() => undefined);
    await trial.fleet.kill();
    await writeOutputs(folder, trial.fleet.all);
  }
}

async function prepare(scenario: Scenario, folder: string, options: RunOptions): Promise<Trial> {
  const { cluster, programs, seed } = options;
  const { name, partitions = PARTITIONS, handler = HANDLER, byNetwork = false } = scenario;
  const random = Random.of(seed, name);
  const topic = `${name}-${seed}`;
  const brokers = byNetwork ? cluster.network.addresses : cluster.brokers;
  await cluster.createTopic(topic, partitions);
  const fleet = new Fleet({ brokers, topic, partitions, programs, folder, handler, random });
  const load = new Load({ topic, random, origins: () => fleet.origins });
  return new Trial({ topic, cluster, fleet, load, random });
}

async function settle(trial: Trial, folder: string): Promise<Books> {
  const { cluster, topic, load, fleet, logBegan } = trial;
  const { brokers } = cluster;
  const groupId = (group: string): string => fleet.groupId(group);
  const books = await readBooks({ brokers, topic, folder, sent: load.sent, logBegan, groupId });
  trial.unexpected.push(...(await uncommitted(brokers, topic, fleet)));
  return books;
}
