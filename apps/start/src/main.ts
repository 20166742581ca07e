import { messageOf } from '@app/kafka';
import { parseOptions } from './options.js';
import { Session } from './session.js';
import { whenOrphaned } from './when-orphaned.js';

const report = (line: string): void => void process.stderr.write(`${line}\n`);

const stopping = new AbortController();
const stop = (): void => stopping.abort();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
// Nobody reads any more; what runs is ended in order all the same.
for (const stream of [process.stdout, process.stderr]) stream.on('error', stop);
whenOrphaned(stop);

const session = new Session(report);
try {
  const options = parseOptions(process.argv.slice(2));
  const stopped = new Promise<void>((resolve) => stopping.signal.addEventListener('abort', () => resolve()));
  await Promise.race([session.run(options), stopped]);
} catch (error) {
  process.exitCode = 1;
  report(messageOf(error));
}
await session.close();
process.exit();
