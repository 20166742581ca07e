import { setTimeout as delay } from 'node:timers/promises';
import type { Sent } from '../ledger/sent.js';
import { monotonic } from '../monotonic.js';
import type { Random } from '../random.js';
import type { Outcome } from './attempt.js';

/** An event that nobody takes within this time counts as never acknowledged. */
const GIVE_UP_MS = 120_000;
const REPEAT_MS = [20, 200] as const;

export interface LaneOptions {
  readonly key: string;
  /** Events of a request. */
  readonly size: number;
  /** Between two requests, on average. */
  readonly pauseMs: number;
  readonly random: Random;
  readonly sent: Sent[];
  /** Sends to one publisher after the other. */
  send(idempotencyKey: string, events: readonly object[]): Promise<Outcome>;
  /** Told of each attempt that was not acknowledged. */
  failed(outcome: Outcome): void;
}

/** Sends the events of one key, each after the one before it was acknowledged, so that their order is known. */
export class Lane {
  /** When the latest acknowledged event set out. */
  acknowledgedTo = -Infinity;
  private next = 0;
  private endPause = (): void => undefined;

  constructor(private readonly options: LaneOptions) {}

  /** Resolves when told to stop, and what it had under way is acknowledged or given up. */
  async run(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      await this.sendNext();
      if (!stop.aborted) await this.pause();
    }
  }

  /** Sends the next event at once where it would pause. */
  hurry(): void {
    this.endPause();
  }

  private async pause(): Promise<void> {
    const { random, pauseMs } = this.options;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, random.between(0, 2 * pauseMs));
      this.endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private async sendNext(): Promise<void> {
    const { key, size, sent } = this.options;
    const sentAt = monotonic();
    const events = Array.from({ length: size }, (): Sent => {
      return { key, n: this.next++, sentAt, refused: 0, unknown: 0 };
    });
    sent.push(...events);
    const idempotencyKey = `${key}-${events[0]?.n}`;
    while (monotonic() < sentAt + GIVE_UP_MS) {
      if (await this.trySend(idempotencyKey, events)) return;
      const [least, most] = REPEAT_MS;
      await delay(this.options.random.between(least, most));
    }
  }

  private async trySend(idempotencyKey: string, events: readonly Sent[]): Promise<boolean> {
    const outcome = await this.options.send(
      idempotencyKey,
      events.map(({ key, n }) => ({ id: key, n })),
    );
    if (outcome.kind !== 'acknowledged') {
      for (const event of events) event[outcome.kind]++;
      this.options.failed(outcome);
      return false;
    }
    const acknowledgedAt = monotonic();
    events.forEach((event, index) => {
      const place = outcome.places[index];
      if (place) Object.assign(event, { place, acknowledgedAt });
    });
    this.acknowledgedTo = events[0]?.sentAt ?? 0;
    return true;
  }
}
