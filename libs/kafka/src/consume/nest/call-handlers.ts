import type { Contract } from '../../contract/contract.js';
import type { Delivery, Handle } from '../delivery.js';
import type { FetchedRecord } from '../fetched-record.js';
import type { NestHandler } from './handlers.js';
import { readPayload } from './read-payload.js';
import { type Connection, RecordContext } from './record-context.js';
import { settle } from './settle.js';

/** Runs a handler between Nest's processing hooks, where an app has set some. */
export type Around = (context: RecordContext, run: () => Promise<void>) => Promise<void>;

export interface CallOptions {
  readonly handlers: readonly NestHandler[];
  readonly contract: Contract | undefined;
  connection(): Connection;
  /** Undefined when no hooks are set. */
  around(): Around | undefined;
}

/** Reads a record and hands its payload to each event handler of its topic. */
export function callHandlers({ handlers, contract, connection, around }: CallOptions): Handle {
  const call = (handler: NestHandler, record: FetchedRecord, payload: unknown): Promise<void> => {
    const context = new RecordContext([record], connection(), false);
    const run = (): Promise<void> =>
      handler(payload, context).then((result: unknown) => settle(result, () => record.signal));
    const hooks = around();
    return hooks ? hooks(context, run) : run();
  };
  const [only] = handlers;
  if (only && handlers.length === 1) {
    return (delivery) => call(only, fetched(delivery), readPayload(contract, fetched(delivery)));
  }
  return callEach(handlers, contract, call);
}

/** Several handlers are called side by side; a further attempt calls only those that failed. */
function callEach(
  handlers: readonly NestHandler[],
  contract: Contract | undefined,
  call: (handler: NestHandler, record: FetchedRecord, payload: unknown) => Promise<void>,
): Handle {
  const open = new WeakMap<Delivery, readonly NestHandler[]>();
  return async (delivery) => {
    const payload = readPayload(contract, fetched(delivery));
    const called = open.get(delivery) ?? handlers;
    const results = await Promise.allSettled(
      called.map((handler) => call(handler, fetched(delivery), payload)),
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
