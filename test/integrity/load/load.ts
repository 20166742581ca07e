import { Agent } from 'node:http';
import type { Place } from '../ledger/place.js';
import { isAcknowledged, latestOf, type Sent } from '../ledger/sent.js';
import { monotonic } from '../monotonic.js';
import type { Random } from '../random.js';
import { until } from '../until.js';
import { attempt } from './attempt.js';
import { type Form, Lane, type Requested } from './lane.js';
import type { Outcome, Unacknowledged } from './outcome.js';
import { attemptStream } from './stream.js';

export interface LoadOptions {
  readonly topic: string;
  /** Chance, by the name of whoever asks. */
  randomOf(this: void, name: string): Random;
  /** That publishers ask for. */
  readonly apiKey?: string | undefined;
  /** Publishers that take requests just now. */
  origins(): readonly string[];
}

/** How many keys send their events in which form, and so many of them by a request. */
const LANES: readonly { readonly form: Form; readonly keys: number; readonly size: number }[] = [
  { form: 'single', keys: 24, size: 1 },
  { form: 'list', keys: 4, size: 10 },
  { form: 'stream', keys: 2, size: 40 },
];
/** Between two events of a key, on average. */
const PAUSE_MS = 120;

/** An idle connection ends long before a publisher closes it: one that closes as a request sets out has no outcome. */
const IDLE_MS = 4_000;

/** Requests that publish, round-robin over all publishers, for as long as a scenario lasts. */
export class Load {
  readonly sent: Sent[] = [];
  /** What came of attempts that were not acknowledged, and how often. */
  readonly failures = new Map<string, number>();
  private readonly agent = new Agent({ keepAlive: true, timeout: IDLE_MS });
  private readonly stopping = new AbortController();
  private readonly lanes: Lane[];
  private running: Promise<unknown> = Promise.resolve();
  private turn = 0;

  constructor(private readonly options: LoadOptions) {
    const forms = LANES.flatMap(({ form, keys, size }) =>
      Array.from({ length: keys }, () => ({ form, size })),
    );
    this.lanes = forms.map(({ form, size }, index) => this.lane(`key-${index}`, form, size));
  }

  start(): void {
    this.running = Promise.all(this.lanes.map((lane) => lane.run(this.stopping.signal)));
    // Whoever stops the load hears of it.
    this.running.catch(() => undefined);
  }

  /** Resolves when an event of each key that set out from now on is acknowledged. @throws Error when stopped before */
  async flows(): Promise<void> {
    const from = monotonic();
    for (const lane of this.lanes) lane.hurry();
    await this.until(() => this.lanes.every(({ acknowledgedTo }) => acknowledgedTo >= from));
  }

  /** Resolves when so many events in all are acknowledged. @throws Error when stopped before */
  async reaches(acknowledged: number): Promise<void> {
    await this.until(() => this.acknowledged >= acknowledged);
  }

  /** @throws Error when an answer was none that a publisher may give */
  async stop(): Promise<void> {
    this.stopping.abort();
    for (const lane of this.lanes) lane.hurry();
    await this.running;
    this.agent.destroy();
  }

  /** The latest acknowledged event of each key. */
  get latest(): Map<string, number> {
    return latestOf(this.sent.filter(isAcknowledged));
  }

  /** Whether an event that set out since then is acknowledged, at a place as asked for. */
  acknowledgedSince(from: number, isWanted: (place: Place) => boolean): boolean {
    return this.sent.some(({ sentAt, receipts }) => sentAt > from && receipts.some(isWanted));
  }

  get acknowledged(): number {
    return this.sent.filter(isAcknowledged).length;
  }

  /** An answer that no publisher may give ends the wait, too. */
  private async until(done: () => boolean): Promise<void> {
    await Promise.race([until(done, { stop: this.stopping.signal }), this.running]);
  }

  private lane(key: string, form: Form, size: number): Lane {
    return new Lane({
      key,
      form,
      size,
      // As many events of each key.
      pauseMs: PAUSE_MS * size,
      random: this.options.randomOf(key),
      sent: this.sent,
      send: (requested) => this.send(requested),
      failed: (outcomes) => this.count(outcomes),
    });
  }

  private async send({ form, idempotencyKey, events }: Requested): Promise<readonly Outcome[]> {
    const { topic, apiKey } = this.options;
    const origins = this.options.origins();
    const origin = origins[this.turn++ % origins.length];
    if (origin === undefined) return events.map(() => ({ kind: 'refused', why: 'no publisher' }));
    const request = {
      agent: this.agent,
      url: `${origin}/topics/${topic}/events`,
      apiKey,
      idempotencyKey: `${topic}-${idempotencyKey}`,
      events: events.map(({ key, n }) => ({ id: key, n })),
    };
    if (form !== 'stream') return attempt(request);
    return attemptStream(request, (index) => {
      const event = events[index];
      if (event && event.refused + event.unknown === 0) event.sentAt = monotonic();
    });
  }

  /** Counts an attempt once for each reason. */
  private count(outcomes: readonly Unacknowledged[]): void {
    for (const what of new Set(outcomes.map(({ kind, why }) => `${kind} (${why})`))) {
      this.failures.set(what, (this.failures.get(what) ?? 0) + 1);
    }
  }
}
