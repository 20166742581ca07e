import type { HandlerPlan } from '../apps/trial.js';
import type { ClusterKind } from './brokers.js';
import type { Trial } from './trial.js';

/** Something that happens while events are published and handled. */
export interface Scenario {
  readonly name: string;
  /** One line for the table. */
  readonly title: string;
  /** Default: 1 to 10 ms, none fails. */
  readonly handler?: HandlerPlan;
  /** Whether every request has to be answered by 201 at its first attempt. Default: false. */
  readonly noFailedRequest?: boolean;
  /** Whether some records have to be dead letters in the end, where else none may be. Default: false. */
  readonly deadLetters?: boolean;
  /**
   * Milliseconds in which what a group has handled is committed, or the group is joined anew. Default: 30 s, for an
   * interval of commits, a session of 10 s and a rebalance, on a busy machine.
   */
  readonly committedWithinMs?: number;
  /** Whether apps reach the brokers by the proxies of `cluster.network`. Default: false. */
  readonly byNetwork?: boolean;
  /** A cluster of its own, of this kind. Default: one that others have too, one after the other. */
  readonly on?: ClusterKind;
  /** Whether other scenarios need another cluster afterwards. Default: false. */
  readonly spoilsCluster?: boolean;
  /** Within which it has to end, in milliseconds. Default: 10 minutes. */
  readonly longestMs?: number;
  /** What happens; all is well before it begins, and has to be so again after it. */
  run(trial: Trial): Promise<void>;
}

export const COMMITTED_WITHIN_MS = 30_000;
export const HANDLER: HandlerPlan = { ms: [1, 10], failing: 0 };
