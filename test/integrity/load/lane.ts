import { setTimeout as delay } from 'node:timers/promises';
import { acknowledge, isAcknowledged, newEvent, type Sent } from '../ledger/sent.js';
import { monotonic } from '../monotonic.js';
import type { Random } from '../random.js';
import type { Outcome, Unacknowledged } from './outcome.js';

/** An event that nobody takes within this time counts as never acknowledged. */
const GIVE_UP_MS = 120_000;
const REPEAT_MS = [20, 200] as const;

/** How the events of a lane are sent. */
export type Form = 'single' | 'list' | 'stream';

export interface LaneOptions {
  readonly key: string;
  readonly form: Form;
  /** Events of a request. */
  readonly size: number;
  /** Between two requests, on average. */
  readonly pauseMs: number;
  readonly random: Random;
  readonly sent: Sent[];
  /** Sends to one publisher after the other; resolves with what came of each event. */
  send(this: void, requested: Requested): Promise<readonly Outcome[]>;
  /** Told of what kept events of an attempt from being acknowledged. */
  failed(this: void, outcomes: readonly Unacknowledged[]): void;
}

/** Events to be sent by one request. */
export interface Requested {
  readonly form: Form;
  readonly idempotencyKey: string;
  readonly events: readonly Sent[];
}

/** Sends the events of one key, each request after the one before it was acknowledged, so that their order is known. */
export class Lane {
  /** When the latest acknowledged request set out. */
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

  /** Sends the next events at once where it would pause. */
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
    const { key, form, size, sent } = this.options;
    const sentAt = monotonic();
    const alone = form === 'single';
    const events = Array.from({ length: size }, () => newEvent(key, this.next++, { sentAt, alone }));
    sent.push(...events);
    const requested = { form, idempotencyKey: `${key}-${events[0]?.n}`, events };
    while (monotonic() < sentAt + GIVE_UP_MS) {
      await this.trySend(requested);
      if (events.every(isAcknowledged)) {
        this.acknowledgedTo = sentAt;
        return;
      }
      const [least, most] = REPEAT_MS;
      await delay(this.options.random.between(least, most));
    }
  }

  private async trySend(requested: Requested): Promise<void> {
    const outcomes = await this.options.send(requested);
    for (const [index, event] of requested.events.entries()) {
      const outcome = outcomes[index];
      if (outcome?.kind === 'acknowledged') acknowledge(event, outcome.receipt);
      else if (outcome) event[outcome.kind]++;
    }
    this.options.failed(outcomes.filter((outcome) => outcome.kind !== 'acknowledged'));
  }
}
