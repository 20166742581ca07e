import { setTimeout as delay } from 'node:timers/promises';
import { type createKafka, messageOf } from '@app/kafka';
import type { Database } from '../database/database.js';
import type { Waiting } from './rows.js';
import { serveTerm } from './term.js';

export interface OutboxStats {
  /** Whether this process is the one that relays. */
  readonly leads: boolean;
  /** Events published since the start. */
  readonly published: number;
  /** As of the last seconds; undefined where another process relays. */
  readonly waiting: Waiting | undefined;
}

export interface OutboxRelayOptions {
  readonly database: Database;
  readonly kafka: ReturnType<typeof createKafka>;
  /** Takes a line when something fails, and when it fails otherwise than before. */
  readonly report: (line: string) => void;
}

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;

/**
 * Publishes what comes into the outbox, in the order of its key, as long as no other process does. Each event is
 * removed once every in-sync replica has it.
 */
export class OutboxRelay {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private leads = false;
  private published = 0;
  private waiting: Waiting | undefined;
  private lastLine = '';

  constructor(private readonly options: OutboxRelayOptions) {
    const { database } = options;
    database.declare(database.tables.outbox);
  }

  /** Goes on until it is stopped, whatever fails. */
  start(): void {
    this.running = this.run();
  }

  /** Resolves once nothing is under way; events that wait are left to the next relay. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  stats(): OutboxStats {
    const { leads, published, waiting } = this;
    return { leads, published, waiting };
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    for (let wait = FIRST_WAIT_MS; !signal.aborted; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      const before = this.published;
      try {
        await this.serve();
      } catch (error) {
        if (!signal.aborted) this.report(messageOf(error));
      }
      if (this.published > before) wait = FIRST_WAIT_MS;
      await delay(wait, undefined, { signal }).catch(() => undefined);
    }
  }

  private async serve(): Promise<void> {
    const { database, kafka } = this.options;
    const lead = await database.lead(this.stopping.signal);
    this.leads = true;
    try {
      await serveTerm(lead, {
        kafka,
        signal: this.stopping.signal,
        report: (line) => this.report(line),
        published: (count) => (this.published += count),
        waiting: (counts) => (this.waiting = counts),
      });
    } finally {
      this.leads = false;
      this.waiting = undefined;
      await lead.release();
    }
  }

  private report(line: string): void {
    if (line !== this.lastLine) this.options.report(line);
    this.lastLine = line;
  }
}
