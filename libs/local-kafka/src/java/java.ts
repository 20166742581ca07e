import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { LocalKafkaError } from '../errors.js';

const run = promisify(execFile);
const WAY_OUT =
  'install a JDK of version 17 or later (such as openjdk-17-jre-headless, or brew install openjdk)';

export interface Java {
  readonly command: string;
  /** As Java says it: `17.0.15`. */
  readonly version: string;
}

/** The version in what `java -version` prints; undefined when there is none. */
export const javaVersion = (output: string): string | undefined => /version "([^"]+)"/.exec(output)?.[1];

/** 17 of `17.0.15`, 8 of `1.8.0_292`, 25 of `25-ea`. */
export const majorVersion = (version: string): number => Number.parseInt(version.replace(/^1\./, ''), 10);

/**
 * Finds Java as Kafka's own scripts do: JAVA_HOME's where that is set, else the one on the PATH.
 * @throws LocalKafkaError JAVA_MISSING, JAVA_TOO_OLD
 */
export async function findJava(env: NodeJS.ProcessEnv = process.env): Promise<Java> {
  const home = env['JAVA_HOME'];
  const command = home ? join(home, 'bin', 'java') : 'java';
  const version = await run(command, ['-version'], { env }).then(
    ({ stderr, stdout }) => javaVersion(`${stderr}${stdout}`),
    () => undefined,
  );
  if (version === undefined) {
    const where = home ? `no Java in JAVA_HOME (${home})` : 'no Java on the PATH';
    throw new LocalKafkaError('JAVA_MISSING', `Kafka needs Java, and there is ${where}: ${WAY_OUT}`);
  }
  if (majorVersion(version) < 17) {
    throw new LocalKafkaError(
      'JAVA_TOO_OLD',
      `Kafka needs Java 17 or later, and this is ${version}: ${WAY_OUT}`,
    );
  }
  return { command, version };
}
