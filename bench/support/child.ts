import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { guardProcess } from '@app/local-kafka';
import type { Program } from './program.js';

/** A process under measurement. */
export interface Child {
  readonly pid: number;
  /** The next message it sends; what it sent before is not kept. @throws Error when it ends, or sends none in time */
  message<T>(seconds: number): Promise<T>;
  /** Resolves when it has ended, by itself or by this signal; SIGKILL 30 s later. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

const PATIENCE_MS = 30_000;

/** Starts a program that ends when this process does. */
export function startChild({ command, args, tells }: Program, environment: NodeJS.ProcessEnv): Child {
  const child = guardProcess(
    spawn(command, [...args], {
      env: { ...process.env, ...environment },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    }),
  );
  const words: string[] = [];
  const listen = (stream: Readable | null, take: (line: string) => void): void => {
    if (stream) createInterface({ input: stream }).on('line', take);
  };
  listen(child.stderr, (line) => words.push(line));
  // What a program of Node logs goes through a pipe, as in production, and is left out.
  if (tells === 'message') child.stdout?.resume();
  else {
    listen(child.stdout, (line) => {
      if (line.startsWith('{')) child.emit('message', JSON.parse(line));
      else words.push(line);
    });
  }
  const ended = once(child, 'close').catch((error: Error) => words.push(error.message));
  return {
    pid: child.pid ?? -1,
    message: (seconds) => nextMessage(child, ended, seconds, words),
    stop: async (signal) => {
      if (signal) child.kill(signal);
      const late = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
      await ended;
      clearTimeout(late);
    },
  };
}

async function nextMessage<T>(
  child: ChildProcess,
  ended: Promise<unknown>,
  seconds: number,
  words: readonly string[],
): Promise<T> {
  const timer = setTimeout(() => child.kill('SIGKILL'), seconds * 1_000);
  const what = child.spawnargs.join(' ');
  try {
    return await new Promise<T>((resolve, reject) => {
      child.once('message', (message) => resolve(message as T));
      void ended.then(() =>
        reject(new Error(`${what} ended, or was silent for ${seconds} s: ${words.slice(-12).join('\n')}`)),
      );
    });
  } finally {
    clearTimeout(timer);
  }
}

/** Runs a program, gives back the one message it sends, and waits until it has ended. */
export async function messageOf<T>(
  program: Program,
  environment: NodeJS.ProcessEnv,
  seconds: number,
): Promise<T> {
  const child = startChild(program, environment);
  try {
    return await child.message<T>(seconds);
  } finally {
    await child.stop();
  }
}
