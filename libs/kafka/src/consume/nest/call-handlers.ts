import type { Contract } from '../../contract/contract.js';
import type { Delivery, Handle } from '../delivery.js';
import type { FetchedRecord } from '../fetched-record.js';
import type { NestHandler } from './handlers.js';
import { callHandler } from './call-handler.js';
import { payloadReader } from './read-payload.js';
import { type Connection, RecordContext } from './record-context.js';

/** Runs a handler between Nest's processing hooks, where an app has set some. */
export type Around = (context: RecordContext, run: () => Promise<void>) => Promise<void>;

export interface CallOptions {
  readonly handlers: readonly NestHandler[];
  readonly contract: Contract | undefined;
  connection(): Connection;
  /** Undefined when no hooks are set. */
  around(): Around | undefined;
}

type Call = (handler: NestHandler, record: FetchedRecord, payload: unknown) => void | Promise<void>;

/** Reads a record and hands its payload to each event handler of its topic. */
export function callHandlers({ handlers, contract, connection, around }: CallOptions): Handle {
  const read = payloadReader(contract);
  const call: Call = (handler, record, payload) => {
    const context = new RecordContext([record], connection(), false);
    const hooks = around();
    if (!hooks) return callHandler(handler, payload, context);
    return hooks(context, async () => callHandler(handler, payload, context));
  };
  const [only] = handlers;
  if (only && handlers.length === 1) {
    return (delivery) => call(only, fetched(delivery), read(fetched(delivery)));
  }
  return callEach(handlers, read, call);
}

/** Several handlers are called side by side; a further attempt calls only those that failed. */
function callEach(
  handlers: readonly NestHandler[],
  read: (record: FetchedRecord) => unknown,
  call: Call,
): Handle {
  const open = new WeakMap<Delivery, readonly NestHandler[]>();
  return async (delivery) => {
    const payload = read(fetched(delivery));
    const called = open.get(delivery) ?? handlers;
    const results = await Promise.allSettled(
      called.map(async (handler) => call(handler, fetched(delivery), payload)),
    );
    const failed = results.find((result) => result.status === 'rejected');
    if (!failed) return;
    open.set(
      delivery,
      called.filter((_, index) => results[index]?.status === 'rejected'),
    );
    throw failed.reason;
  };
}

/** Steps hand on the delivery they were given, which is a record that was fetched. */
export const fetched = (delivery: Delivery): FetchedRecord => delivery as FetchedRecord;
