import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { createInterface } from 'node:readline';

/** One line of an answer: a receipt, or a problem with the number of its line. */
export interface LineAnswer {
  readonly status: number;
  readonly line?: number;
  readonly id: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly code?: string;
  readonly detail?: string;
}

/** Sends lines to a topic over a connection of its own and reads the answers while it does. */
export class LineClient {
  readonly answers: LineAnswer[] = [];
  /** Resolves when the answer has ended, or the connection. */
  readonly over: Promise<void>;
  private readonly request: ClientRequest;
  private readonly response: Promise<IncomingMessage>;
  private onAnswer: () => void = () => undefined;

  constructor(origin: string, topic: string, headers: Readonly<Record<string, string>> = {}) {
    this.request = request(`${origin}/topics/${topic}/events`, {
      method: 'POST',
      agent: false,
      headers: { 'content-type': 'application/x-ndjson', ...headers },
    });
    this.request.on('error', () => this.onAnswer());
    this.request.flushHeaders();
    this.response = once(this.request, 'response').then(([response]: IncomingMessage[]) => {
      if (!response) throw new Error('no response');
      return response;
    });
    this.over = this.response.then((response) => this.read(response)).catch(() => undefined);
  }

  async status(): Promise<number | undefined> {
    return (await this.response).statusCode;
  }

  /** Resolves when there is room for more. */
  async write(text: string | Buffer): Promise<void> {
    if (!this.request.write(text)) await once(this.request, 'drain');
  }

  end(): void {
    this.request.end();
  }

  /** Goes away as a client that crashed. */
  crash(): void {
    this.request.destroy();
  }

  /** Resolves when so many answers have come. */
  async until(count: number): Promise<void> {
    while (this.answers.length < count) {
      const next = new Promise<'more'>((resolve) => (this.onAnswer = () => resolve('more')));
      if ((await Promise.race([next, this.over])) !== 'more' && this.answers.length < count) {
        throw new Error(`only ${this.answers.length} answers`);
      }
    }
  }

  private async read(response: IncomingMessage): Promise<void> {
    for await (const line of createInterface({ input: response })) {
      this.answers.push(JSON.parse(line) as LineAnswer);
      this.onAnswer();
    }
  }
}
