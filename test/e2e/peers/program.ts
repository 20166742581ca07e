import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A foreign program that runs for the time of one test. */
export interface Program {
  /**
   * The first line of its standard output that is wanted, whether printed already or yet to come. Fails when
   * the program ends without it, or after `withinMs` (milliseconds, 30 s by default).
   */
  readonly line: (wanted: (line: string) => boolean, withinMs?: number) => Promise<string>;
  /** Resolves when the program has ended with exit code 0, fails when it ended otherwise. */
  readonly done: Promise<void>;
  /** Ends the program, by force after 5 s. To be called at the end of every test that started one. */
  readonly stop: () => Promise<void>;
}

/** Starts a program, gives it `input` as the whole of its standard input, line by line. */
export const startProgram = (command: string, args: readonly string[], input: readonly string[]): Program => {
  const child = spawn(command, args);
  const lines: string[] = [];
  const watchers = new Set<() => void>();
  let complaints = '';
  let ending: string | undefined;

  const failure = (reason: string): Error =>
    new Error(`${command} ${args.join(' ')}: ${reason}; it printed ${JSON.stringify(lines)} ${complaints}`);
  const look = (): void => watchers.forEach((watcher) => watcher());

  const done = new Promise<void>((resolve, reject) => {
    const end = (how: string): void => {
      ending ??= how;
      look();
      if (how === 'exit code 0') resolve();
      else reject(failure(how));
    };
    child.on('error', (error) => end(error.message));
    child.on('close', (code, signal) => end(signal ?? `exit code ${code}`));
  });
  // A program that nobody awaits may fail: `line` then tells.
  done.catch(() => {});

  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    look();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
  // A program that ends before it has read all says so by its exit code.
  child.stdin.on('error', () => {}).end(input.map((line) => `${line}\n`).join(''));

  return {
    done,
    line: (wanted, withinMs = 30_000) =>
      new Promise((resolve, reject) => {
        const settle = (found: string | undefined, reason: string): void => {
          watchers.delete(watcher);
          clearTimeout(timer);
          if (found === undefined) reject(failure(reason));
          else resolve(found);
        };
        // Each line is judged once: a topic may hold a hundred thousand.
        let judged = 0;
        const watcher = (): void => {
          const index = lines.findIndex((line, at) => at >= judged && wanted(line));
          const found = lines[index];
          judged = lines.length;
          if (found !== undefined || ending !== undefined) settle(found, ending ?? '');
        };
        const timer = setTimeout(() => settle(undefined, `no such line in ${withinMs} ms`), withinMs);
        watchers.add(watcher);
        watcher();
      }),
    stop: async () => {
      const force = setTimeout(() => child.kill('SIGKILL'), 5_000);
      child.kill();
      await done.catch(() => {});
      clearTimeout(force);
    },
  };
};
