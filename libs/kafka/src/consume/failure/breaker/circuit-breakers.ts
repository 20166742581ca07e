import type { Delivery, Handle, Step } from '../../delivery.js';
import { following, mending } from '../../steps/compose.js';
import { isGivenUp, whileOurs } from '../given-up.js';
import type { BreakerLimits } from './circuit-breaker.js';
import { type Pass, TopicGate } from './topic-gate.js';

/** One circuit breaker a topic, so that a topic that stands does not hold up another. */
export class CircuitBreakers {
  private readonly gates = new Map<string, TopicGate>();

  /** @param limits Default: 50 failures in a row, or half of 200; a probe after 5 s, then up to 60 s apart. */
  constructor(private readonly limits?: BreakerLimits) {}

  of(topic: string): TopicGate {
    const known = this.gates.get(topic);
    if (known) return known;
    const gate = new TopicGate(topic, this.limits);
    this.gates.set(topic, gate);
    return gate;
  }

  /** Whether records of this topic pass; a consumer may spare itself fetching while they do not. */
  isClosed(topic: string): boolean {
    return this.gates.get(topic)?.isClosed ?? true;
  }

  /** Topics whose records do not pass. */
  get standing(): readonly string[] {
    return [...this.gates].filter(([, { isClosed }]) => !isClosed).map(([topic]) => topic);
  }

  /** One line a topic that stands, for readiness. */
  problems(): string[] {
    return [...this.gates.values()].flatMap(({ problem }) => problem ?? []);
  }
}

export interface CircuitBreakerOptions {
  readonly breakers: CircuitBreakers;
  /** Lets go of what waits, since the process stops. */
  readonly stopping: AbortSignal;
}

/**
 * Stops a topic of which too many records fail, so that a bad deploy does not make dead letters of all of it.
 *
 * Records that fail as the topic stops are kept and tried again, in turn, one probe at a time. A probe that fails
 * fails for good: records that can never succeed drain away slowly and do not hold up the topic for ever.
 */
export const circuitBreaker =
  ({ breakers, stopping }: CircuitBreakerOptions): Step =>
  (next) => {
    const failed = (delivery: Delivery, error: unknown, pass: Pass): void | Promise<void> => {
      const gate = breakers.of(delivery.topic);
      if (isGivenUp(error, delivery)) {
        gate.abandon(pass);
        throw error;
      }
      const goesOn = gate.report(pass, true);
      // A call that ran out of time may still be at work: no second one beside it.
      if (pass === 'probe' || goesOn || delivery.signal.aborted) throw error;
      return inTurn(delivery, gate);
    };
    const attempt = (pass: Pass): Handle =>
      mending(
        following(next, ({ topic }) => void breakers.of(topic).report(pass, false)),
        (delivery, error) => failed(delivery, error, pass),
      );
    const attempts: Readonly<Record<Pass, Handle>> = { normal: attempt('normal'), probe: attempt('probe') };
    const inTurn = async (delivery: Delivery, gate: TopicGate): Promise<void> =>
      attempts[await whileOurs(delivery, stopping, (signal) => gate.enter(signal))](delivery);
    return (delivery) => {
      const gate = breakers.of(delivery.topic);
      return gate.isClosed ? attempts.normal(delivery) : inTurn(delivery, gate);
    };
  };
