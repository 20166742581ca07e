import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { until } from './consume-app.js';

/** A process that has loaded its program and waits to be told to begin. */
export class Victim {
  private readonly child: ChildProcessWithoutNullStreams;
  readonly said: string[] = [];
  private readonly ended: Promise<unknown>;

  constructor(program: string, args: readonly string[]) {
    this.child = spawn(process.execPath, [program, ...args]);
    this.ended = once(this.child, 'close');
    createInterface(this.child.stdout).on('line', (line) => this.said.push(line));
    this.child.stderr.pipe(process.stderr);
    onTestFinished(() => this.kill());
  }

  async begin(order = 'begin'): Promise<void> {
    await until(() => this.said.includes('loaded'));
    this.child.stdin.write(`${order}\n`);
    await until(() => this.said.includes('began'));
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }
}
