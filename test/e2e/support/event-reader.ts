/** Reads server-sent events until it is closed. */
export class EventReader {
  readonly events: { readonly event: string; readonly data: unknown }[] = [];
  /** Of the latest event that has one. */
  lastId = '';
  private readonly gone = new AbortController();

  private constructor(readonly response: Response) {
    void this.read().catch(() => undefined);
  }

  static async open(url: string, headers: Readonly<Record<string, string>> = {}): Promise<EventReader> {
    return new EventReader(await fetch(url, { headers: { accept: 'text/event-stream', ...headers } }));
  }

  /** The data of events of this name that have come so far. */
  of<T>(event: string): T[] {
    return this.events.filter((each) => each.event === event).map(({ data }) => data as T);
  }

  async close(): Promise<void> {
    this.gone.abort();
    await this.response.body?.cancel().catch(() => undefined);
  }

  private async read(): Promise<void> {
    let text = '';
    const stream = this.response.body?.pipeThrough(new TextDecoderStream(), { signal: this.gone.signal });
    for await (const piece of stream ?? []) {
      text += piece;
      const parts = text.split('\n\n');
      text = parts.pop() ?? '';
      for (const part of parts) this.take(part);
    }
  }

  private take(part: string): void {
    const [, event, data, id] = /^event: (\w+)\ndata: (.*)(?:\nid: (.*))?$/.exec(part) ?? [];
    if (id !== undefined) this.lastId = id;
    if (event !== undefined && data !== undefined) this.events.push({ event, data: JSON.parse(data) });
  }
}
