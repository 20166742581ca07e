import type { Kafka } from 'kafkajs';
import type { Contract } from '../../contract/contract.js';
import type { Middleware } from '../delivery.js';
import { HandlerTimeoutError } from '../errors.js';
import { atMost } from '../group/supervisor.js';
import { canRetry } from '../steps/can-retry.js';
import type { DeadLetters } from '../steps/dead-letter.js';
import type { BreakerLimits } from './breaker/circuit-breaker.js';
import { circuitBreaker, CircuitBreakers } from './breaker/circuit-breakers.js';
import { DeadLetterPublisher } from './dead-letter-publisher.js';
import { onlyOwn } from './only-own.js';
import { RecordForwarder } from './record-forwarder.js';
import { whenDue } from './retry/due.js';
import { RetryPlan } from './retry/retry-plan.js';
import { retryTopics } from './retry/retry-topics.js';

const CLOSE_AT_MOST_MS = 2_000;

export interface FailuresOptions {
  readonly kafka: Kafka;
  readonly contracts: readonly Contract[];
  readonly group: string;
  readonly stopping: AbortSignal;
  readonly breaker: BreakerLimits | undefined;
}

/** What becomes of records that fail: retry topics, the circuit breaker and dead letters, put together. */
export class Failures {
  readonly plan: RetryPlan;
  readonly letters: DeadLetters;
  private readonly forwarder: RecordForwarder;
  private readonly breakers: CircuitBreakers;
  private opened = false;

  constructor(private readonly options: FailuresOptions) {
    const { kafka, contracts, group, breaker } = options;
    this.plan = new RetryPlan(contracts);
    this.forwarder = new RecordForwarder(kafka);
    this.breakers = new CircuitBreakers(breaker);
    const sourceOf = (topic: string): string => this.plan.sourceOf(topic);
    this.letters = new DeadLetterPublisher({ forwarder: this.forwarder, group, sourceOf });
  }

  /** One line where a topic stands because too many of its records fail. */
  get problem(): string | undefined {
    return this.breakers.problems()[0];
  }

  /** Steps around the dead letters: what need not be handled, or not yet, fails for nobody. */
  get outer(): readonly Middleware[] {
    const { group, stopping } = this.options;
    return [onlyOwn(group, this.plan), whenDue({ plan: this.plan, stopping })];
  }

  /** Steps between the dead letters and the retries in place. */
  inner(contract: Contract | undefined): readonly Middleware[] {
    const { group, stopping } = this.options;
    return [
      retryTopics({
        plan: this.plan,
        forwarder: this.forwarder,
        group,
        stopping,
        // By the time it is due a call that is late has ended.
        canRetry: (error) => error instanceof HandlerTimeoutError || canRetry(error, contract),
      }),
      circuitBreaker({ breakers: this.breakers, stopping }),
    ];
  }

  /** Makes the retry topics. To be called before each subscription. */
  async prepare(): Promise<void> {
    if (!this.opened) this.forwarder.open();
    this.opened = true;
    await Promise.all(this.plan.steps.map((step) => this.forwarder.prepare(step)));
  }

  /** Leaves the brokers, within 2 s. */
  async close(): Promise<void> {
    if (this.opened) await atMost(CLOSE_AT_MOST_MS, this.forwarder.close());
  }
}
