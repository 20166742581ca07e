import { Fifo } from './fifo.js';
import type { Turns } from './turns.js';

/** Runs a bounded number of items at a time, first come, first served. */
export class Pool<T> {
  private readonly ready = new Fifo<T>();
  private readonly resume = (): void => this.fill();
  private running = 0;
  private stopped = false;

  /** @param start begins the item; false when there is nothing to be done for it any more. */
  constructor(
    private readonly limit: number,
    private readonly turns: Turns,
    private readonly start: (item: T) => boolean,
  ) {}

  submit(item: T): void {
    if (this.stopped) return;
    this.ready.push(item);
    this.fill();
  }

  /** One that was started is through. */
  release(): void {
    this.running--;
    this.fill();
  }

  /** Drops what has not started, and starts no more. */
  stop(): void {
    this.stopped = true;
    this.ready.clear();
  }

  private fill(): void {
    while (this.ready.length > 0 && this.running < this.limit && this.turns.take(this.resume)) {
      const item = this.ready.shift();
      if (item !== undefined && this.start(item)) this.running++;
    }
  }
}
