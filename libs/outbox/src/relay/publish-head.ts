import { type Producer, PubSubError } from '@app/kafka';
import type { Row, Rows } from './rows.js';

/** What the brokers say of a record for good: to send it again would change nothing. */
const REFUSED = new Set(['EVENT_TOO_LARGE', 'EVENT_REFUSED']);
/** What they say of a topic as a whole; nothing of it is in the log. */
const RESTS = new Set(['TOPIC_NOT_FOUND', 'NOT_AUTHORIZED']);

export interface Head {
  readonly published: number;
  /** What the brokers refused, and why. */
  readonly refused: readonly string[];
  /** Topics that take nothing just now, and why. */
  readonly resting: ReadonlyMap<string, string>;
}

/**
 * Publishes the first events of the outbox together, and removes those that every in-sync replica has. None has a
 * deadline: one that gave up while the next one of its key goes on would come after it.
 *
 * @param without topics to leave out.
 * @throws PubSubError when the outcome of some is not known, or no broker is there. Those that are known are removed.
 */
export async function publishHead(producer: Producer, rows: Rows, without: readonly string[]): Promise<Head> {
  const head = await rows.head(without);
  const outcomes = await Promise.all(head.map(async (row) => ({ row, error: await publish(producer, row) })));
  const written = outcomes.filter(({ error }) => error === undefined);
  await rows.remove(written.map(({ row }) => row.id));
  const refused: string[] = [];
  const resting = new Map<string, string>();
  for (const { row, error } of outcomes) {
    if (error === undefined) continue;
    if (REFUSED.has(error.code)) {
      await rows.refuse(row.id, error.message);
      refused.push(`${row.record.topic}: ${error.message}`);
    } else if (RESTS.has(error.code)) resting.set(row.record.topic, error.message);
    else throw error;
  }
  return { published: written.length, refused, resting };
}

const publish = (producer: Producer, { record }: Row): Promise<PubSubError | undefined> =>
  producer.produce({ ...record, timeoutMs: Infinity }).then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof PubSubError) return error;
      throw error;
    },
  );
