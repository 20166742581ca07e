import { join } from 'node:path';
import type { AppTrial, HandlerPlan, SubscriberTrial } from '../apps/trial.js';
import type { Random } from '../random.js';
import { App } from './app.js';
import type { Programs } from './programs.js';

/** The group that a scenario troubles, of three subscribers, and one that gets everything too. */
export const WORKERS = 'workers';
const WITNESS = 'witness';
export const GROUPS = [WORKERS, WITNESS] as const;

export interface FleetOptions {
  readonly publisher: AppTrial;
  readonly subscriber: AppTrial;
  readonly programs: Programs;
  /** Of the ledgers. */
  readonly folder: string;
  readonly handler: HandlerPlan;
  /** Chance, by the name of whoever asks. */
  randomOf(this: void, name: string): Random;
}

export const groupIdOf = (topic: string, group: string): string => `${topic}-${group}`;

/** All processes of a scenario: two publishers, three subscribers of one group, one of another. */
export class Fleet {
  readonly publishers: readonly App[];
  readonly workers: readonly App[];
  readonly witness: App;

  constructor(private readonly options: FleetOptions) {
    this.publishers = ['publisher-1', 'publisher-2'].map((name) => this.publisher(name));
    this.workers = ['1', '2', '3'].map((member) => this.subscriber(WORKERS, member));
    this.witness = this.subscriber(WITNESS, '1');
  }

  get all(): readonly App[] {
    return [...this.publishers, ...this.workers, this.witness];
  }

  /** Publishers that take requests just now. */
  get origins(): string[] {
    return this.publishers.filter(({ inRotation }) => inRotation).map(({ origin }) => origin);
  }

  /** Of the ledgers. */
  get folder(): string {
    return this.options.folder;
  }

  groupId(group: string): string {
    return groupIdOf(this.options.subscriber.topic, group);
  }

  async start(): Promise<void> {
    await Promise.all(this.all.map((app) => app.start()));
  }

  /** Told to by SIGTERM; one that is slow because the machine does much else is not wrong. @throws Error naming those that did not end as they should */
  async end(apps: readonly App[]): Promise<void> {
    const codes = await Promise.all(apps.map(async (app) => [app, await app.end('SIGTERM')] as const));
    const failed = codes.filter(([app, code]) => code !== 0 && !app.stoppedSlowly);
    if (failed.length === 0) return;
    throw new Error(`ended wrongly: ${failed.map(([{ name }, code]) => `${name} by ${code}`).join(', ')}`);
  }

  /** At once, whatever they do, and for good. */
  async kill(): Promise<void> {
    await Promise.all(this.all.map((app) => app.retire()));
  }

  private publisher(name: string): App {
    const { publisher: trial, programs } = this.options;
    return new App({ name, main: programs.publisher, environment: () => ({ TRIAL: JSON.stringify(trial) }) });
  }

  private subscriber(group: string, member: string): App {
    const { subscriber, programs, folder, handler, randomOf } = this.options;
    const environment = (life: number): NodeJS.ProcessEnv => {
      const name = `${group}.${member}.${life}`;
      const trial: SubscriberTrial = {
        ...subscriber,
        groupId: this.groupId(group),
        ledger: join(folder, name),
        handler,
        seed: Math.floor(randomOf(name).next() * 2 ** 31),
      };
      return { TRIAL: JSON.stringify(trial) };
    };
    return new App({ name: `${group}-${member}`, main: programs.subscriber, environment });
  }
}
