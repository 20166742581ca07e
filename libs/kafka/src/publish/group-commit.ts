import { BrokersUnavailableError, BufferFullError, OutcomeUnknownError } from '../errors.js';

/** How much may wait, and how much goes out at once. */
export interface GroupLimits {
  readonly bufferEvents: number;
  readonly bufferBytes: number;
  readonly groupEvents: number;
  readonly groupBytes: number;
}

interface Waiting<In, Out> {
  readonly item: In;
  readonly resolve: (result: Out) => void;
  readonly reject: (error: unknown) => void;
  timer?: NodeJS.Timeout;
}

/**
 * Gathers what arrives while one send is under way and sends it together when that one returns. There is no
 * timer: who is alone goes out at once, who comes in a crowd shares a request. One send at a time, in the
 * order of arrival, so that retries inside a send cannot reorder anything.
 */
export class GroupCommit<In extends { readonly bytes: number }, Out> {
  private waiting: Waiting<In, Out>[] = [];
  private waitingBytes = 0;
  private running: Promise<void> | undefined;

  /** @param send answers in the order of its items, or rejects for all of them. */
  constructor(
    private readonly send: (items: readonly In[]) => Promise<readonly Out[]>,
    private readonly limits: GroupLimits,
  ) {}

  /**
   * @param timeoutMs deadline of the answer. Default: none.
   * @throws BufferFullError, or what `send` rejects with; at the deadline OutcomeUnknownError, or
   * BrokersUnavailableError when the item was still waiting.
   */
  add(item: In, timeoutMs?: number): Promise<Out> {
    const { bufferEvents, bufferBytes } = this.limits;
    if (this.waiting.length >= bufferEvents || this.waitingBytes + item.bytes > bufferBytes) {
      return Promise.reject(new BufferFullError());
    }
    return new Promise<Out>((resolve, reject) => {
      const entry: Waiting<In, Out> = { item, resolve, reject };
      this.waiting.push(entry);
      this.waitingBytes += item.bytes;
      if (timeoutMs !== undefined) this.limit(entry, timeoutMs);
      this.running ??= this.run();
    });
  }

  private limit(entry: Waiting<In, Out>, timeoutMs: number): void {
    entry.timer = setTimeout(() => {
      const place = this.waiting.indexOf(entry);
      const late = `not confirmed within ${timeoutMs} ms`;
      if (place < 0) return entry.reject(new OutcomeUnknownError(new Error(late)));
      this.waiting.splice(place, 1);
      this.waitingBytes -= entry.item.bytes;
      entry.reject(new BrokersUnavailableError(`the event was not sent within ${timeoutMs} ms`));
    }, timeoutMs);
  }

  /** Resolves when nothing waits and nothing is under way. */
  async idle(): Promise<void> {
    await this.running;
  }

  private async run(): Promise<void> {
    // What is added in the same turn of the event loop goes out together.
    await Promise.resolve();
    while (this.waiting.length > 0) {
      const group = this.takeGroup();
      try {
        const results = await this.send(group.map(({ item }) => item));
        group.forEach(({ resolve }, index) => resolve(results[index] as Out));
      } catch (error) {
        group.forEach(({ reject }) => reject(error));
      }
      for (const { timer } of group) clearTimeout(timer);
    }
    this.running = undefined;
  }

  private takeGroup(): Waiting<In, Out>[] {
    const { groupEvents, groupBytes } = this.limits;
    let count = 0;
    let bytes = 0;
    for (const { item } of this.waiting.slice(0, groupEvents)) {
      if (count > 0 && bytes + item.bytes > groupBytes) break;
      bytes += item.bytes;
      count++;
    }
    this.waitingBytes -= bytes;
    return this.waiting.splice(0, count);
  }
}
