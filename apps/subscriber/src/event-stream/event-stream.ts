import type { ServerResponse } from 'node:http';
import {
  type Beginning,
  BrokerPool,
  type Contract,
  createKafka,
  follow,
  type KafkaAccess,
  type ReadRecord,
} from '@app/kafka';
import { writeTo } from '@app/security';
import { cloudEventOf } from './cloud-event.js';
import { idOf } from './position-id.js';

/** Less than the 30 s after which most proxies give up a connection that says nothing. */
const HEARTBEAT_MS = 15_000;
const RECONNECT_MS = 2_000;

export interface StreamOptions {
  readonly access: KafkaAccess;
  readonly contract: Contract;
  readonly from: Beginning;
  /** Only records with this key. Default: all. */
  readonly key: string | undefined;
  readonly signal: AbortSignal;
  /** Called before anything is written, and when it begins. */
  open(): ServerResponse;
}

/**
 * Writes the records of a topic as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html)
 * until the signal. Each has an id to go on from.
 *
 * @throws what `follow` throws, before anything is written or after.
 */
export async function streamEvents(options: StreamOptions): Promise<void> {
  const { access, contract, from, key, signal, open } = options;
  const pool = new BrokerPool(createKafka({ ...access, clientId: 'event-stream' }));
  const positions = new Map<number, bigint>();
  const wanted = key === undefined ? undefined : Buffer.from(key);
  const isWanted = (record: ReadRecord): boolean => !wanted || (record.key?.equals(wanted) ?? false);
  let response: ServerResponse | undefined;
  let wroteAt = performance.now();
  const write = async (text: string): Promise<void> => {
    wroteAt = performance.now();
    if (response) await writeTo(response, text);
  };
  try {
    await follow(pool, contract.topic, {
      from,
      signal,
      begin: async (begun) => {
        for (const [id, at] of begun) positions.set(id, at);
        response = open();
        // Who is cut off before the first event goes on from here, too.
        await write(`retry: ${RECONNECT_MS}\nid: ${idOf(positions)}\n\n`);
      },
      take: async (records) => {
        for (const record of records) {
          positions.set(record.partition, record.offset + 1n);
          if (signal.aborted) return;
          if (isWanted(record)) await write(eventOf(contract, record, idOf(positions)));
        }
      },
      reached: async (reached) => {
        for (const [id, at] of reached) positions.set(id, at);
        // What was passed over counts as seen.
        if (performance.now() - wroteAt > HEARTBEAT_MS)
          await write(`: heartbeat\nid: ${idOf(positions)}\n\n`);
      },
    });
  } finally {
    await pool.close();
  }
}

/** JSON has no line ends, so that one line of data is enough. */
const eventOf = (contract: Contract, record: ReadRecord, id: string): string =>
  `id: ${id}\ndata: ${JSON.stringify(cloudEventOf(contract, record))}\n\n`;
