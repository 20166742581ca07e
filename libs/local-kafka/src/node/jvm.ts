import { spawn } from 'node:child_process';
import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { LocalKafkaError } from '../errors.js';
import { guardProcess } from '../guard/process-guard.js';
import { lastWords } from './last-words.js';
import { LOG4J2, LOGGING_FLAGS, RELOAD4J } from './logging.js';

/** One Java process to run. */
export interface JvmPlan {
  /** As in `broker 2 could not start`. */
  readonly name: string;
  readonly java: string;
  readonly flags: readonly string[];
  readonly classpath: string;
  readonly main: string;
  readonly args: readonly string[];
  /** Variables that it has beside ours. */
  readonly environment?: Readonly<Record<string, string>> | undefined;
  /** Its working directory. */
  readonly folder: string;
  /** Takes all it prints; begun anew at each start, so that it does not grow for ever. */
  readonly logFile: string;
}

export interface Jvm {
  readonly pid: number;
  readonly running: () => boolean;
  readonly exited: Promise<void>;
  /** Resolves when it has ended, at once where it had before; after `killAfterMs` without success SIGKILL is sent. */
  readonly end: (signal: 'SIGTERM' | 'SIGKILL', killAfterMs?: number) => Promise<void>;
}

export async function startJvm(plan: JvmPlan): Promise<Jvm> {
  await mkdir(dirname(plan.logFile), { recursive: true });
  await writeFile(join(plan.folder, 'log4j2.properties'), LOG4J2);
  await writeFile(join(plan.folder, 'log4j.properties'), RELOAD4J);
  const log = await open(plan.logFile, 'w');
  const args = [...plan.flags, ...LOGGING_FLAGS, '-cp', plan.classpath, plan.main, ...plan.args];
  const env = { ...process.env, ...plan.environment };
  const child = guardProcess(
    spawn(plan.java, args, { cwd: plan.folder, env, detached: true, stdio: ['ignore', log.fd, log.fd] }),
  );
  // Before anything is awaited: it may end at once.
  const exited = new Promise<void>((resolve) =>
    child.once('exit', () => resolve()).once('error', () => resolve()),
  );
  await log.close();
  if (child.pid === undefined) {
    throw new LocalKafkaError('JAVA_MISSING', `${plan.java} could not be run`);
  }
  const running = () => child.exitCode === null && child.signalCode === null;
  const end = async (signal: 'SIGTERM' | 'SIGKILL', killAfterMs = 8000) => {
    if (!running()) return;
    child.kill(signal);
    const bound = setTimeout(() => child.kill('SIGKILL'), killAfterMs);
    await exited;
    clearTimeout(bound);
  };
  return { pid: child.pid, running, exited, end };
}

/** The error for a process that ended before it was ready, with the reason that its log gives. */
export async function diedAtStart(plan: JvmPlan): Promise<LocalKafkaError> {
  const why = lastWords(await readFile(plan.logFile, 'utf8').catch(() => ''));
  const reason = why === '' ? 'it said nothing' : why;
  return new LocalKafkaError(
    'BROKER_FAILED',
    `${plan.name} ended while starting: ${reason} (log: ${plan.logFile})`,
  );
}
