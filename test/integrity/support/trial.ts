import { PARTITIONS } from '../apps/trial.js';
import type { LogTerms } from '../check/published.js';
import type { Load } from '../load/load.js';
import { readLedger } from '../ledger/handled.js';
import { latestOf } from '../ledger/sent.js';
import { monotonic } from '../monotonic.js';
import type { Random } from '../random.js';
import { until } from '../until.js';
import type { App } from './app.js';
import type { Cluster } from './cluster.js';
import { type Fleet, GROUPS } from './fleet.js';

const LOOK_MS = 300;

export interface TrialParts {
  readonly topic: string;
  readonly cluster: Cluster;
  readonly fleet: Fleet;
  readonly load: Load;
  readonly random: Random;
  /** Given when the scenario is over, to its end or not. */
  readonly over: AbortSignal;
}

/** What a scenario acts on. */
export class Trial {
  readonly topic: string;
  readonly cluster: Cluster;
  readonly fleet: Fleet;
  readonly load: Load;
  readonly random: Random;
  readonly over: AbortSignal;
  /** One of those that the topic began with. */
  readonly somePartition: number;
  /** When faults were over, monotonic milliseconds. */
  readonly faultEnds: number[] = [];
  /** What was not as the scenario expects. */
  readonly unexpected: string[] = [];
  /** How the log came to be. */
  readonly log: { -readonly [K in keyof LogTerms]: LogTerms[K] } = {};

  constructor({ topic, cluster, fleet, load, random, over }: TrialParts) {
    this.topic = topic;
    this.cluster = cluster;
    this.fleet = fleet;
    this.load = load;
    this.random = random;
    this.over = over;
    this.somePartition = Math.floor(random.between(0, PARTITIONS));
  }

  expect(holds: boolean, otherwise: string): void {
    if (!holds) this.unexpected.push(otherwise);
  }

  /** The log was thrown away, with all that was acknowledged so far. */
  forget(): void {
    this.log.logBegan = monotonic();
  }

  /** @throws the reason why the scenario is over before it is so */
  until(done: () => boolean | Promise<boolean>): Promise<void> {
    return until(done, { stop: this.over });
  }

  /** Does some harm, and waits until events of every key are published and handled again. */
  async fault(harm: () => Promise<unknown>): Promise<void> {
    await harm();
    // What is over has no brokers any more.
    this.over.throwIfAborted();
    this.faultEnds.push(monotonic());
    await this.load.flows();
    const wanted = this.load.latest;
    for (const group of GROUPS) await this.handledBy(group, wanted);
  }

  /**
   * Ends an app by SIGTERM, and starts it anew. Before, as a balancer does (`preStop` in deploy/kubernetes), it sends no
   * more to it and waits for what it sent: a request that comes after SIGTERM is refused by 503.
   */
  async replace(app: App, options: Parameters<App['start']>[0] = {}): Promise<void> {
    app.inRotation = false;
    await this.load.flows();
    await this.fleet.end([app]);
    this.expect(!app.stoppedSlowly, `${app.name} could not stop in order`);
    await app.start(options);
  }

  private async handledBy(group: string, wanted: ReadonlyMap<string, number>): Promise<void> {
    const done = async (): Promise<boolean> => {
      const latest = latestOf((await readLedger(this.fleet.folder, group)).handled);
      return [...wanted].every(([key, n]) => (latest.get(key) ?? -1) >= n);
    };
    await until(done, { everyMs: LOOK_MS, stop: this.over });
  }
}
