import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type AppTrial, PARTITIONS } from '../apps/trial.js';
import { Load } from '../load/load.js';
import { Random } from '../random.js';
import type { Result } from '../report/result.js';
import { atMost } from './at-most.js';
import { type Books, readBooks } from './books.js';
import type { Cluster } from './cluster.js';
import { writeApiKey } from './api-key.js';
import { Fleet, groupIdOf, GROUPS } from './fleet.js';
import { writeOutputs } from './outputs.js';
import type { Programs } from './programs.js';
import { uncommitted } from './uncommitted.js';
import { COMMITTED_WITHIN_MS, HANDLER, type Scenario } from './scenario.js';
import { Trial } from './trial.js';
import { verdict } from './verdict.js';

export interface RunOptions {
  readonly cluster: Cluster;
  readonly programs: Programs;
  /** Holds a folder a scenario. */
  readonly folder: string;
  readonly seed: number;
  /** Given when all has to end. */
  readonly stop: AbortSignal;
}

/** On a machine with much else to do a scenario of one minute takes several. */
const LONGEST_MS = 10 * 60_000;

/** Runs a scenario under load, and says what its ledgers show. @throws Error where it could not be run to its end */
export async function runScenario(scenario: Scenario, options: RunOptions): Promise<Result> {
  const folder = join(options.folder, scenario.name);
  await rm(folder, { recursive: true, force: true });
  const { longestMs = LONGEST_MS } = scenario;
  const inTime = <T>(work: () => Promise<T>): Promise<T> => atMost(longestMs, options.stop, work);
  const over = new AbortController();
  const trial = await inTime(() => prepare(scenario, folder, { ...options, over: over.signal }));
  try {
    const books = await inTime(() => act(scenario, trial));
    return verdict(scenario, trial, books);
  } finally {
    over.abort(new Error('the scenario is over'));
    void trial.load.stop().catch(() => undefined);
    await trial.fleet.kill();
    await writeOutputs(folder, trial.fleet.all);
  }
}

async function prepare(
  scenario: Scenario,
  folder: string,
  { cluster, programs, seed, over }: RunOptions & { readonly over: AbortSignal },
): Promise<Trial> {
  const { name, handler = HANDLER, byNetwork = false } = scenario;
  // Each has a series of its own: who asks first, and how often, is left to time.
  const randomOf = (who: string): Random => Random.of(seed, `${name}/${who}`);
  const topic = `${name}-${seed}`;
  await mkdir(folder, { recursive: true });
  await cluster.createTopic(topic, PARTITIONS);
  const groups = GROUPS.map((group) => groupIdOf(topic, group));
  await cluster.admit(topic, groups);
  const { apiKey, ...keys } = cluster.secure ? await writeApiKey(folder, topic) : {};
  const app = (user: 'publisher' | 'subscriber'): AppTrial => {
    return { kafka: cluster.accessOf(user, byNetwork), topic, partitions: PARTITIONS };
  };
  const publisher = { ...app('publisher'), ...keys };
  const fleet = new Fleet({ publisher, subscriber: app('subscriber'), programs, folder, handler, randomOf });
  const load = new Load({ topic, randomOf, apiKey, origins: () => fleet.origins });
  return new Trial({ topic, cluster, fleet, load, random: randomOf('scenario'), over });
}

async function act(scenario: Scenario, trial: Trial): Promise<Books> {
  const { fleet, load, cluster, topic } = trial;
  await fleet.start();
  load.start();
  await load.flows();
  await scenario.run(trial);
  await load.stop();
  const books = await settle(trial, scenario.committedWithinMs);
  await fleet.end(fleet.all);
  await cluster.deleteTopic(topic);
  return books;
}

async function settle(trial: Trial, committedWithinMs = COMMITTED_WITHIN_MS): Promise<Books> {
  const { cluster, topic, load, fleet, log: terms } = trial;
  const { brokers } = cluster;
  const groupId = (group: string): string => fleet.groupId(group);
  const books = await readBooks({
    brokers,
    topic,
    folder: fleet.folder,
    sent: load.sent,
    terms,
    committedWithinMs,
    groupId,
  });
  trial.unexpected.push(...(await uncommitted(brokers, topic, fleet)));
  return books;
}
