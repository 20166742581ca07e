import { messageOf, PubSubError } from '@app/kafka';

/**
 * Runs an app's `main`. What keeps it from starting goes to standard error as a line a problem, with exit
 * code 1: a stack trace would hide what the operator can mend.
 */
export async function startApp(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`, () => process.exit(1));
  }
}

function explain(error: unknown): string {
  if (error instanceof PubSubError) return error.message;
  const { code, port } = error as NodeJS.ErrnoException & { readonly port?: number };
  if (code === 'EADDRINUSE') return `PORT ${port} is in use by another process: stop it, or set another PORT`;
  if (code === 'EACCES') return `PORT ${port} may not be opened by this user: set a PORT above 1023`;
  return `cannot start: ${messageOf(error)}`;
}
