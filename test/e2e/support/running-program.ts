import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { pidOf } from './pid-of.js';

/** A program under test, whose lines can be awaited. */
export class RunningProgram {
  readonly stdout: string[] = [];
  readonly stderr: string[] = [];
  readonly exit: Promise<number | null>;
  readonly child: ChildProcess;
  private waiting: { text: string; resolve: () => void }[] = [];

  constructor(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    this.child = spawn(command, args, { env: { ...process.env, ...env } });
    this.collect(this.child.stdout, this.stdout);
    this.collect(this.child.stderr, this.stderr);
    this.exit = once(this.child, 'close').then(([code]: (number | null)[]) => code ?? null);
  }

  get pid(): number {
    return pidOf(this.child);
  }

  /** Writes to its standard input and leaves it open. */
  type(text: string): void {
    this.child.stdin?.write(text);
  }

  endInput(): void {
    this.child.stdin?.end();
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Resolves once a line that contains `text` was written; rejects when the program ends before. */
  async said(text: string): Promise<void> {
    if ([...this.stdout, ...this.stderr].some((line) => line.includes(text))) return;
    const said = new Promise<void>((resolve) => this.waiting.push({ text, resolve }));
    const ended = this.exit.then((code) => {
      throw new Error(`ended with ${code} before it said "${text}":\n${this.stderr.join('\n')}`);
    });
    await Promise.race([said, ended]);
  }

  private collect(stream: NodeJS.ReadableStream | null, into: string[]): void {
    if (!stream) return;
    createInterface({ input: stream }).on('line', (line) => {
      into.push(line);
      for (const { text, resolve } of this.waiting) if (line.includes(text)) resolve();
    });
  }
}
