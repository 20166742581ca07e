import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { until } from './consume-app.js';

export interface WorkerOptions {
  readonly brokers: readonly string[];
  readonly topic: string;
  readonly groupId: string;
  /** What its handler waits for each record. */
  readonly waitMs: number;
  /** Takes each record as soon as it was handled. */
  readonly seen?: (record: Handled) => void;
}

/** A record that a worker has handled. */
export interface Handled {
  readonly n: number;
  readonly id: string;
  readonly partition: number;
  readonly offset: number;
}

/** A subscriber in a process of its own, as an operating system ends it. */
export class Worker {
  readonly records: Handled[] = [];
  readonly errors: string[] = [];
  private joined = false;
  private readonly seen: WorkerOptions['seen'];
  private readonly child: ChildProcess;
  private readonly ended: Promise<unknown>;

  constructor({ brokers, topic, groupId, waitMs, seen }: WorkerOptions) {
    this.seen = seen;
    const script = fileURLToPath(new URL('consume-worker.ts', import.meta.url));
    const args = ['--import', 'tsx', script, brokers.join(','), topic, groupId, String(waitMs)];
    this.child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.ended = once(this.child, 'close');
    if (this.child.stdout) createInterface(this.child.stdout).on('line', (line) => this.take(line));
    if (this.child.stderr) createInterface(this.child.stderr).on('line', (line) => this.errors.push(line));
  }

  get handled(): number[] {
    return this.records.map(({ n }) => n);
  }

  async untilJoined(): Promise<void> {
    await until(() => this.joined || this.child.exitCode !== null);
    if (!this.joined) throw new Error(`the worker did not start: ${this.errors.join('\n')}`);
  }

  /** Has the process stand still, or go on as if no time had passed. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.child.kill(signal);
  }

  /** Resolves when the process has ended and all it printed was read. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    this.child.kill(signal);
    await this.ended;
  }

  private take(line: string): void {
    if (line === 'joined') this.joined = true;
    const [, n, id = '', partition, offset] = /^handled (\d+) (\S+) (\d+) (\d+)$/.exec(line) ?? [];
    if (n === undefined) return;
    const record = { n: Number(n), id, partition: Number(partition), offset: Number(offset) };
    this.records.push(record);
    this.seen?.(record);
  }
}
