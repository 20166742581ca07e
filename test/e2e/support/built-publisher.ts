import { onTestFinished } from 'vitest';
import { build, mainOf, EXEC_ARGV } from '../../../apps/start/src/build.js';
import { freePort } from './free-port.js';
import { RunningProgram } from './running-program.js';

export interface BuiltPublisher {
  readonly origin: string;
  readonly port: number;
  readonly program: RunningProgram;
}

/** The publisher as production runs it, in a process of its own, connected to the brokers. */
export async function startBuiltPublisher(
  brokers: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<BuiltPublisher> {
  await build(['publisher'], () => undefined);
  const port = await freePort();
  const settings = { KAFKA_BROKERS: brokers.join(','), PORT: String(port), ...env };
  const program = new RunningProgram(process.execPath, [...EXEC_ARGV, mainOf('publisher')], settings);
  onTestFinished(() => program.kill('SIGKILL'));
  await program.said('connected to Kafka');
  return { origin: `http://127.0.0.1:${port}`, port, program };
}
