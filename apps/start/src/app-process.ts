import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { ParentMessage } from '@app/observability';
import { guardProcess } from '@app/local-kafka';
import { mainOf, EXEC_ARGV } from './build.js';
import { show } from './show.js';
import { StartError } from './start-error.js';

/** A Nest app as a process of its own, which ends when this one does. */
export class AppProcess {
  /** Resolves when the process has ended and all it wrote has been shown. */
  readonly ended: Promise<void>;

  private complained = false;

  private constructor(
    readonly name: string,
    readonly child: ChildProcess,
  ) {
    this.ended = once(child, 'close').then(() => undefined);
    for (const stream of [child.stdout, child.stderr]) if (stream) this.showLines(stream);
  }

  static start(name: string, port: number, env: NodeJS.ProcessEnv, args: readonly string[] = []): AppProcess {
    const child = spawn(process.execPath, [...EXEC_ARGV, mainOf(name), ...args], {
      // Its own process group: Ctrl-C reaches this process only, which then ends the others in order.
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, ...env, PORT: String(port), LOG_FORMAT: 'json', LOG_LEVEL: logLevel() },
    });
    // Typed lines go nowhere once the app has ended, and its end is reported anyway.
    child.stdin?.on('error', () => undefined);
    return new AppProcess(name, guardProcess(child));
  }

  /** @throws StartError when the process ends before it is ready. */
  async ready(): Promise<void> {
    const ended = this.ended.then(() => {
      throw new StartError(this.complained ? '' : `${this.name} did not start`);
    });
    await Promise.race([this.message('ready'), ended]);
  }

  /** Resolves with the first message of this kind that the app sends from now on. */
  message<K extends ParentMessage['kind']>(kind: K): Promise<Extract<ParentMessage, { kind: K }>> {
    return new Promise((resolve) => {
      this.child.on('message', (message: ParentMessage) => {
        if (message.kind === kind) resolve(message as Extract<ParentMessage, { kind: K }>);
      });
    });
  }

  /** Asks the process to end, and ends it when it has not after `withinMs`. */
  async stop(withinMs: number): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return this.ended;
    this.child.kill('SIGTERM');
    const timer = setTimeout(() => this.child.kill('SIGKILL'), withinMs);
    await this.ended;
    clearTimeout(timer);
  }

  private showLines(stream: Readable): void {
    createInterface({ input: stream }).on('line', (line) => {
      const { output, text } = show(this.name, line);
      if (output === 'nowhere') return;
      if (output === 'stderr') this.complained = true;
      process[output].write(`${text}\n`);
    });
  }
}

/** What was received is logged at level `log`, and is what `npm start` is for. */
function logLevel(): string {
  const level = process.env['LOG_LEVEL'] || 'log';
  return ['fatal', 'error', 'warn'].includes(level) ? 'log' : level;
}
