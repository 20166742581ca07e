import { Logger } from '@nestjs/common';
import { givenUpWhile } from '../given-up.js';
import { BREAKER_LIMITS, type BreakerLimits, CircuitBreaker } from './circuit-breaker.js';

/** How a record got through the gate, and thus what its outcome means. */
export type Pass = 'normal' | 'probe';

interface Waiting {
  admit(pass: Pass): void;
}

/** Lets the records of one topic through, or makes them wait for their turn as the circuit breaker says. */
export class TopicGate {
  private readonly logger = new Logger('Subscriber');
  private readonly breaker: CircuitBreaker;
  private readonly waiting = new Set<Waiting>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly topic: string,
    limits: BreakerLimits = BREAKER_LIMITS,
  ) {
    this.breaker = new CircuitBreaker(limits);
  }

  get isClosed(): boolean {
    return this.breaker.state === 'closed';
  }

  /** One line for readiness while the topic stands. */
  get problem(): string | undefined {
    return this.isClosed ? undefined : `${this.topic} is paused: ${this.breaker.reason}`;
  }

  /**
   * Resolves when the record may go, first come first served.
   *
   * @throws GivenUpError once the signal is aborted.
   */
  async enter(signal: AbortSignal): Promise<Pass> {
    if (this.isClosed) return 'normal';
    if (signal.aborted) throw givenUpWhile('the topic stands', signal);
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.waiting.delete(waiter);
        reject(givenUpWhile('the topic stands', signal));
      };
      const admit = (pass: Pass) => {
        this.waiting.delete(waiter);
        signal.removeEventListener('abort', leave);
        resolve(pass);
      };
      const waiter = { admit };
      this.waiting.add(waiter);
      signal.addEventListener('abort', leave, { once: true });
      this.arrange();
    });
  }

  /** Whether the topic goes on after this outcome. */
  report(pass: Pass, failed: boolean): boolean {
    if (pass === 'normal' && !failed) {
      this.breaker.record(false, 0);
      return this.isClosed;
    }
    const before = this.problem;
    if (pass === 'probe') this.breaker.probed(failed, Date.now());
    else this.breaker.record(failed, Date.now());
    if (!before && this.problem) this.logger.error(`${this.problem}; single records are tried from now on`);
    if (before && !this.problem) this.logger.log(`${this.topic} goes on`);
    this.arrange();
    return this.isClosed;
  }

  /** The record that held this pass was taken away before it came to an outcome. */
  abandon(pass: Pass): void {
    if (pass === 'probe') this.breaker.abandonProbe(Date.now());
    this.arrange();
  }

  private arrange(): void {
    clearTimeout(this.timer);
    if (this.isClosed) for (const { admit } of this.waiting) admit('normal');
    const [first] = this.waiting;
    if (!first || this.breaker.state !== 'open') return;
    if (this.breaker.tryProbe(Date.now())) return first.admit('probe');
    const wait = Math.max(0, this.breaker.probeAt - Date.now());
    this.timer = setTimeout(() => this.arrange(), wait).unref();
  }
}
