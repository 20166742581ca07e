/** One server-sent event. */
export interface Received {
  readonly id: string;
  readonly data: unknown;
}

/** A client of server-sent events, as a browser has one, that a test can await. */
export class EventSourceClient {
  readonly received: Received[] = [];
  /** Resolves when the server has ended the stream, or the connection is gone. */
  readonly ended: Promise<void>;
  private readonly heartbeats: string[] = [];
  private waiting: (() => void) | undefined;
  private looked = 0;

  private constructor(
    private readonly answer: Response,
    private readonly aborting: AbortController,
  ) {
    this.ended = this.read().catch(() => undefined);
  }

  get headers(): Headers {
    return this.answer.headers;
  }

  static async open(url: string, headers: Readonly<Record<string, string>>): Promise<EventSourceClient> {
    const aborting = new AbortController();
    const answer = await fetch(url, { headers, signal: aborting.signal });
    if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
    return new EventSourceClient(answer, aborting);
  }

  /** The next event that matches, of those that came since the last one that was asked for. */
  async event(matches: (event: Received) => boolean): Promise<Received> {
    for (;;) {
      const next = this.received[this.looked];
      if (next) {
        this.looked++;
        if (matches(next)) return next;
      } else {
        await new Promise<void>((resolve) => (this.waiting = resolve));
      }
    }
  }

  /** Resolves with the id of the first heartbeat that matches: a place to go on from. */
  async heartbeat(matches: (id: string) => boolean): Promise<string> {
    for (;;) {
      const found = this.heartbeats.find(matches);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => (this.waiting = resolve));
    }
  }

  close(): void {
    this.aborting.abort();
  }

  private async read(): Promise<void> {
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of this.answer.body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) this.take(block);
    }
  }

  private take(block: string): void {
    const lines = block.split('\n');
    const field = (name: string): string | undefined =>
      lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
    if (block.startsWith(': heartbeat')) {
      this.heartbeats.push(field('id') ?? '');
      this.waiting?.();
    }
    const data = field('data');
    if (data === undefined) return;
    this.received.push({ id: field('id') ?? '', data: JSON.parse(data) as unknown });
    this.waiting?.();
  }
}
