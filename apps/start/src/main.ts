import { messageOf, PubSubError } from '@app/kafka';
import { LocalKafkaError } from '@app/local-kafka';
import { parseOptions } from './options.js';
import { Run } from './run.js';
import { StartError } from './start-error.js';
import { whenOrphaned } from './when-orphaned.js';

const report = (line: string): void => void process.stderr.write(`${line}\n`);

/** Errors of ours say all there is to say; of others the first line must do. */
const explain = (error: unknown): string => {
  const isOurs = [PubSubError, LocalKafkaError, StartError].some((type) => error instanceof type);
  return isOurs ? (error as Error).message : messageOf(error);
};

const stopping = new AbortController();
const stop = (): void => stopping.abort();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
// Nobody reads any more; what runs is ended in order all the same.
for (const stream of [process.stdout, process.stderr]) stream.on('error', stop);
whenOrphaned(stop);

const run = new Run(report);
try {
  const options = parseOptions(process.argv.slice(2));
  const stopped = new Promise<void>((resolve) => stopping.signal.addEventListener('abort', () => resolve()));
  await Promise.race([run.untilOver(options), stopped]);
} catch (error) {
  process.exitCode = 1;
  const line = explain(error);
  if (line) report(line);
}
await run.close();
process.exit();
