import { HandlerTimeoutError } from '../errors.js';
import type { CallOptions } from '../nest/call-handlers.js';
import { callHandler } from '../nest/call-handler.js';
import type { NestHandler } from '../nest/handlers.js';
import { RecordContext } from '../nest/record-context.js';
import type { Step } from '../delivery.js';
import type { AttemptOptions } from './attempt.js';

export interface CallBatchOptions extends Pick<CallOptions, 'connection' | 'around'> {
  readonly handler: NestHandler;
  /** Ends the call through its first record. */
  readonly limit: Step;
}

/** Hands a batch handler its array. */
export function callBatch({ handler, limit, connection, around }: CallBatchOptions): AttemptOptions['call'] {
  return async (records, payloads) => {
    const [first, ...others] = records;
    const context = new RecordContext(records, connection(), false);
    const run = async (): Promise<void> => callHandler(handler, payloads, context);
    const hooks = around();
    try {
      await limit(() => (hooks ? hooks(context, run) : run()))(first);
    } catch (error) {
      if (error instanceof HandlerTimeoutError) for (const record of others) record.abort(error);
      throw error;
    }
  };
}
