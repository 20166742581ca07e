import { messageOf, PubSubError } from '@app/kafka';
import { boundShutdown } from './bound-shutdown.js';

/**
 * Runs an app's `main`. What keeps it from starting goes to standard error as a line a problem, with exit
 * code 1: a stack trace would hide what the operator can mend.
 */
export async function startApp(main: () => Promise<void>): Promise<void> {
  boundShutdown();
  try {
    await main();
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`, () => process.exit(1));
  }
}

const OTHER_PORT = 'set another PORT (under npm start PUBLISHER_PORT, SUBSCRIBER_PORT or CONSOLE_PORT)';

function explain(error: unknown): string {
  if (error instanceof PubSubError) return error.message;
  const { code, port } = error as NodeJS.ErrnoException & { readonly port?: number };
  if (code === 'EADDRINUSE') return `port ${port} is in use by another process: stop it, or ${OTHER_PORT}`;
  if (code === 'EACCES') return `port ${port} may not be opened by this user: ${OTHER_PORT}`;
  return `cannot start: ${messageOf(error)}`;
}
