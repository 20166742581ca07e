import type { Kafka } from 'kafkajs';
import { atMost } from '../../client/at-most.js';
import type { Contract } from '../../contract/contract.js';
import type { Delivery, Step } from '../delivery.js';
import { HandlerTimeoutError } from '../errors.js';
import { canRetry } from '../steps/can-retry.js';
import type { DeadLetters } from '../steps/dead-letter.js';
import type { Runner } from '../work/partition-work.js';
import type { BreakerLimits } from './breaker/circuit-breaker.js';
import { CircuitBreakers } from './breaker/circuit-breakers.js';
import { DeadLetterPublisher } from './dead-letter-publisher.js';
import { isOwn } from './only-own.js';
import { RecordForwarder } from './record-forwarder.js';
import { dueAt } from './retry/due.js';
import { DueRunner } from './retry/due-runner.js';
import { RetryPlan } from './retry/retry-plan.js';
import { retryTopics } from './retry/retry-topics.js';
import { Unwritten } from './unwritten.js';

const CLOSE_AT_MOST_MS = 2_000;

export interface FailuresOptions {
  readonly kafka: Kafka;
  readonly contracts: readonly Contract[];
  readonly group: string;
  readonly stopping: AbortSignal;
  readonly breaker: BreakerLimits | undefined;
  /** Default: the topic `<topic>-dlt`. */
  readonly deadLetters: DeadLetters | undefined;
}

/** What becomes of records that fail: retry topics, the circuit breaker and dead letters, put together. */
export class Failures {
  readonly plan: RetryPlan;
  readonly letters: DeadLetters;
  readonly breakers: CircuitBreakers;
  private readonly forwarder: RecordForwarder;
  private readonly unwritten = new Unwritten();
  private opened = false;

  constructor(private readonly options: FailuresOptions) {
    const { kafka, contracts, group, breaker } = options;
    this.plan = new RetryPlan(contracts);
    this.forwarder = new RecordForwarder(kafka);
    this.breakers = new CircuitBreakers(breaker);
    const sourceOf = (topic: string): string => this.plan.sourceOf(topic);
    const letters =
      options.deadLetters ?? new DeadLetterPublisher({ forwarder: this.forwarder, group, sourceOf });
    this.letters = {
      publish: (delivery, error) =>
        this.unwritten.watch(delivery, 'dead letter', () => letters.publish(delivery, error)),
    };
  }

  /** One line where a topic stands because too many of its records fail, or what failed cannot be put anywhere. */
  get problem(): string | undefined {
    return this.breakers.problems()[0] ?? this.unwritten.problem;
  }

  /** Whether this group is to handle a record at all. */
  readonly isOwn = (delivery: Delivery): boolean => isOwn(this.options.group, this.plan, delivery);

  /** Has the records of a retry topic wait until they are due; those of any other topic go at once. */
  whenDue(topic: string, runner: Runner): Runner {
    if (!this.plan.step(topic)) return runner;
    return new DueRunner(runner, (record, now) => (this.isOwn(record) ? dueAt(this.plan, record, now) : 0));
  }

  /** Hands a record that failed to its next retry topic, which `postponed` is told of, or fails itself. */
  retrying(contract: Contract | undefined, postponed: (delivery: Delivery) => void): Step {
    const { group, stopping } = this.options;
    return retryTopics({
      plan: this.plan,
      forwarder: this.forwarder,
      unwritten: this.unwritten,
      postponed,
      group,
      stopping,
      // By the time it is due a call that is late has ended.
      canRetry: (error) => error instanceof HandlerTimeoutError || canRetry(error, contract),
    });
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
