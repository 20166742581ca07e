import { Agent } from 'node:http';
import { isAcknowledged, latestOf, type Sent } from '../ledger/sent.js';
import { monotonic } from '../monotonic.js';
import type { Random } from '../random.js';
import { until } from '../until.js';
import { attempt, type Outcome } from './attempt.js';
import { Lane } from './lane.js';

export interface LoadOptions {
  readonly topic: string;
  readonly random: Random;
  /** That publishers ask for. */
  readonly apiKey?: string | undefined;
  /** Publishers that take requests just now. */
  origins(): readonly string[];
}

/** Keys that send single events, and keys that send lists of ten. */
const SINGLES = 24;
const LISTS = 4;
const LIST = 10;
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
    const all = { length: SINGLES + LISTS };
    this.lanes = Array.from(all, (_, index) => this.lane(index, index < SINGLES ? 1 : LIST));
  }

  start(): void {
    this.running = Promise.all(this.lanes.map((lane) => lane.run(this.stopping.signal)));
    // Whoever stops the load hears of it.
    this.running.catch(() => undefined);
  }

  /** Resolves when an event of each key that set out from now on is acknowledged. */
  async flows(): Promise<void> {
    const from = monotonic();
    for (const lane of this.lanes) lane.hurry();
    const flowing = until(() => this.lanes.every(({ acknowledgedTo }) => acknowledgedTo >= from));
    await Promise.race([flowing, this.running]);
  }

  /** Resolves when so many events in all are acknowledged. */
  async reaches(acknowledged: number): Promise<void> {
    await Promise.race([until(() => this.acknowledged >= acknowledged), this.running]);
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

  get acknowledged(): number {
    return this.sent.filter(isAcknowledged).length;
  }

  private lane(index: number, size: number): Lane {
    const { random, topic } = this.options;
    return new Lane({
      key: `key-${index}`,
      size,
      // As many events of each key.
      pauseMs: PAUSE_MS * size,
      random,
      sent: this.sent,
      send: (key, events) => this.send(`${topic}-${key}`, events),
      failed: (outcome) => this.count(outcome),
    });
  }

  private async send(idempotencyKey: string, events: readonly object[]): Promise<Outcome> {
    const { topic, apiKey } = this.options;
    const origins = this.options.origins();
    const origin = origins[this.turn++ % origins.length];
    if (origin === undefined) return { kind: 'refused', why: 'no publisher' };
    return attempt(this.agent, `${origin}/topics/${topic}/events`, { apiKey, idempotencyKey, events });
  }

  private count(outcome: Outcome): void {
    if (outcome.kind === 'acknowledged') return;
    const what = `${outcome.kind} (${outcome.why})`;
    this.failures.set(what, (this.failures.get(what) ?? 0) + 1);
  }
}
