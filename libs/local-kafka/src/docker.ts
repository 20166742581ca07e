import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { LocalKafkaError } from './errors.js';
import { lastWords } from './node/last-words.js';
import { PROJECT_FOLDER } from './paths.js';

/** Where docker-compose.yaml publishes its Kafka. */
export const COMPOSE_BROKER = '127.0.0.1:9092';

const DAEMON_TIMEOUT_MS = 5000;

/** Whether a docker daemon is there to be used. */
export const dockerAnswers = (): Promise<boolean> =>
  promisify(execFile)('docker', ['info'], { timeout: DAEMON_TIMEOUT_MS }).then(
    () => true,
    () => false,
  );

/**
 * Starts the Kafka of docker-compose.yaml where it is not running; resolves when it is healthy.
 * @throws LocalKafkaError NO_BROKERS with docker's own reason
 */
export async function composeUp(): Promise<void> {
  const file = resolve(PROJECT_FOLDER, 'docker-compose.yaml');
  const compose = spawn('docker', ['compose', '-f', file, 'up', '-d', '--wait', 'kafka'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  compose.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code]: unknown[] = await once(compose, 'close');
  if (code === 0) return;
  throw new LocalKafkaError('NO_BROKERS', `docker could not start Kafka: ${lastWords(said)}`);
}
