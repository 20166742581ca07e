import { BufferFullError } from '../errors.js';

/** Half a second's work at full speed, and what that takes with events of a usual size. */
const EVENTS = 50_000;
const BYTES = 64 * 1024 * 1024;

/** What may be taken in and not settled. */
export class BufferSpace {
  private events = 0;
  private bytes = 0;
  private whenEmpty: (() => void)[] = [];

  /** What was taken in and is not settled. */
  get pending(): number {
    return this.events;
  }

  /** From 0 to 1. */
  get fill(): number {
    return Math.min(1, Math.max(this.events / EVENTS, this.bytes / BYTES));
  }

  /** @throws BufferFullError */
  take(bytes: number): void {
    if (this.events >= EVENTS || this.bytes + bytes > BYTES) throw new BufferFullError();
    this.events++;
    this.bytes += bytes;
  }

  giveBack(bytes: number): void {
    this.events--;
    this.bytes -= bytes;
    if (this.events > 0 || this.whenEmpty.length === 0) return;
    for (const resolve of this.whenEmpty.splice(0)) resolve();
  }

  /** Resolves when all is settled. */
  async empty(): Promise<void> {
    if (this.events > 0) await new Promise<void>((resolve) => this.whenEmpty.push(resolve));
  }
}
