import type { KafkaAccess } from '@app/kafka';

/** What the apps under trial are told, as JSON in the variable `TRIAL`. */
export interface AppTrial {
  readonly kafka: KafkaAccess;
  /** File of the API keys of a publisher that asks for one. */
  readonly keysFile?: string;
  readonly topic: string;
  readonly partitions: number;
}

export interface HandlerPlan {
  /** Milliseconds that a call takes, at random between the two. */
  readonly ms: readonly [least: number, most: number];
  /** Share of the calls that fail, from 0 to 1. */
  readonly failing: number;
}

export interface SubscriberTrial extends AppTrial {
  readonly groupId: string;
  /** File to which it adds a line for each event that its handler has finished. */
  readonly ledger: string;
  readonly handler: HandlerPlan;
  /** Of what its handler leaves to chance. */
  readonly seed: number;
}

/** Of the topic of a trial, as it begins. */
export const PARTITIONS = 6;
/** How often a handler is called before an event is given up. */
export const ATTEMPTS = 2;

/** What an app prints once it serves. */
export const READY = 'ready to be tried';

export const readTrial = (): unknown => JSON.parse(process.env['TRIAL'] ?? '{}');
