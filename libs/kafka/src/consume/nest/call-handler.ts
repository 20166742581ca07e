import type { NestHandler } from './handlers.js';
import type { RecordContext } from './record-context.js';
import { settle } from './settle.js';

/** Calls a handler. What it throws is thrown; a promise is given only where there is something to wait for. */
export function callHandler(
  handler: NestHandler,
  payload: unknown,
  context: RecordContext,
): void | Promise<void> {
  const result = handler(payload, context);
  if (context.hasEnded) return throwFailure(context);
  return result.then((value: unknown) => {
    throwFailure(context);
    return settle(value, () => context.records[0].signal);
  }, failed);
}

function throwFailure({ failure }: RecordContext): void {
  if (failure) failed(failure.error);
}

/** What becomes of a record depends on the class of what was thrown: of a revoked proxy not even that can be read. */
function failed(error: unknown): never {
  throw isReadable(error) ? error : new Error('the handler threw what cannot be read');
}

function isReadable(error: unknown): boolean {
  try {
    return error instanceof Error || true;
  } catch {
    return false;
  }
}
