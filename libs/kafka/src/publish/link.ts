import { Logger } from '@nestjs/common';
import { keepTrying } from '../client/keep-trying.js';
import { outageLine } from '../client/outage-line.js';
import { BrokersUnavailableError, PublisherClosedError } from '../errors.js';

/** How long brokers that say nothing at all can be gone unnoticed; their metadata is as old as that at most. */
const HEARTBEAT_MS = 3_000;
/** Between two looks when something is wrong. */
const HURRY_MS = 100;

export interface LinkOptions {
  /** Run before a connection counts as made, such as the creation of topics. */
  prepare(): Promise<void>;
  /** Asks the brokers for all that must be known to send; rejects when none answers. */
  refresh(): Promise<void>;
}

/** Reaches the brokers, stays in touch with them, and reaches them again when they have been lost. */
export class Link {
  private readonly logger = new Logger('Producer');
  private readonly closing = new AbortController();
  private readonly waiting = new Set<{ resolve(): void; reject(reason: unknown): void }>();
  private up = false;
  private down: unknown;
  private opened = false;
  private hurried = false;
  private timer: NodeJS.Timeout | undefined;
  private tick: (() => void) | undefined;

  constructor(private readonly options: LinkOptions) {}

  get connected(): boolean {
    return this.up;
  }

  /** Why the last attempt to connect failed; undefined once connected. */
  get failure(): unknown {
    return this.down;
  }

  /** Starts to connect and goes on until it is closed. */
  open(): void {
    this.opened = true;
    void this.run();
  }

  /** Resolves when connected. Rejects when closed before that, never opened, or not connected in time. */
  async ready(withinMs?: number): Promise<void> {
    this.closing.signal.throwIfAborted();
    if (!this.opened) throw new BrokersUnavailableError('the publisher is not started');
    if (!this.up) await this.upWithin(withinMs);
  }

  /** To be called when the brokers must have something new to tell. */
  hurry(): void {
    if (this.hurried) return;
    this.hurried = true;
    if (this.tick) this.wake(HURRY_MS);
  }

  close(): void {
    this.up = false;
    this.closing.abort(new PublisherClosedError());
    for (const { reject } of this.waiting) reject(this.closing.signal.reason);
    this.waiting.clear();
    this.wake(0);
  }

  /** Who waits no longer is not kept: in an outage of hours those are many. */
  private async upWithin(ms: number | undefined): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        const waiter = { resolve, reject };
        this.waiting.add(waiter);
        if (ms === undefined) return;
        timer = setTimeout(() => {
          this.waiting.delete(waiter);
          reject(new BrokersUnavailableError(`the Kafka brokers were not reached within ${ms / 1_000} s`));
        }, ms);
      });
    } finally {
      clearTimeout(timer);
    }
  }

  private async run(): Promise<void> {
    const { signal } = this.closing;
    const report = (line: string, error: unknown) => this.logger.warn(outageLine(line, error));
    while (!signal.aborted) {
      // It ends otherwise only when closed.
      await keepTrying(() => this.connect(), { signal, report }).catch(() => undefined);
      if (signal.aborted) return;
      this.up = true;
      this.logger.log('connected to Kafka');
      for (const { resolve } of this.waiting) resolve();
      this.waiting.clear();
      await this.stayInTouch();
      this.up = false;
    }
  }

  private async connect(): Promise<void> {
    try {
      await this.options.prepare();
      await this.options.refresh();
      this.down = undefined;
    } catch (error) {
      this.down = error;
      throw error;
    }
  }

  /** Resolves when no broker answers any more. */
  private async stayInTouch(): Promise<void> {
    while (!this.closing.signal.aborted) {
      await this.pause();
      // Closing ends the pause too, and who is told then to look would open a connection that nobody closes.
      if (this.closing.signal.aborted) return;
      this.hurried = false;
      try {
        await this.options.refresh();
      } catch {
        return;
      }
    }
  }

  private async pause(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.tick = resolve;
      this.wake(this.hurried ? HURRY_MS : HEARTBEAT_MS);
    });
    this.tick = undefined;
  }

  private wake(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tick?.(), ms);
  }
}
