import type { KafkaSettings } from '../client/create-kafka.js';
import type { Contract } from '../contract/contract.js';
import type { Middleware } from './delivery.js';
import type { BreakerLimits } from './failure/breaker/circuit-breaker.js';
import type { DeadLetters } from './steps/dead-letter.js';
import type { IdStore } from './steps/recent-ids.js';
import type { Order } from './work/lanes.js';

export interface KafkaStrategyOptions extends KafkaSettings {
  /** Consumer group, taken as it is. */
  readonly groupId: string;
  readonly contracts: readonly Contract[];
  /** Where records go that failed for good. Default: `<topic>-dlt`. */
  readonly deadLetters?: DeadLetters;
  /** In which order the records of a partition are handled. Default `key`; a handler's `extras` may say otherwise. */
  readonly order?: Order;
  /** Records of one topic that are handled at a time. Default 64. */
  readonly concurrency?: number;
  /** Milliseconds that one call of a handler may take; it counts as failed then. Default 30,000. */
  readonly timeLimitMs?: number;
  /** Milliseconds that running handlers are given to finish when the process stops. Default 4,000. */
  readonly drainMs?: number;
  /** When too many records of a topic fail, it stands and is probed. Default: 50 in a row, or half of 200. */
  readonly breaker?: BreakerLimits;
  /** Remembers handled events, to pass over their repetition; false: nothing does. Default: the latest 20,000 in memory. */
  readonly ids?: IdStore | false;
  /**
   * Steps around all others, outermost first, for each record, also where it is handled in a batch. They do not see
   * what a handler throws. The record of one that fails itself keeps its offset, and is handled again after a second.
   */
  readonly middlewares?: readonly Middleware[];
}
