import { setTimeout as delay } from 'node:timers/promises';
import { BrokersUnavailableError, type createKafka, Producer } from '@app/kafka';
import type { Lead } from '../database/database.js';
import { publishHead } from './publish-head.js';
import { removePublished } from './remove-published.js';
import { Rows, type Waiting } from './rows.js';

export interface TermOptions {
  readonly kafka: ReturnType<typeof createKafka>;
  /** Ends the term: what is under way has 5 s to be acknowledged, and is removed then; none where the lead is lost. */
  readonly signal: AbortSignal;
  report(line: string): void;
  published(count: number): void;
  /** Told every few seconds. */
  waiting(counts: Waiting): void;
}

/** Where a notice is lost, or the database gives none. */
const POLL_MS = 1_000;
/** For the brokers to be reached. */
const REACH_MS = 10_000;
/** What a relay that was killed had sent may still be on its way through a broker. */
const SETTLE_MS = 500;
/** How long nothing is sent to a topic that takes nothing. */
const REST_MS = 5_000;
const COUNT_EVERY_MS = 5_000;

/**
 * Relays events from now until the signal, or until something fails: whatever it is, the next term begins by looking
 * what is in the log. That is the one way in which doubts are settled, after a crash and otherwise.
 */
export async function serveTerm(lead: Lead, options: TermOptions): Promise<void> {
  const signal = AbortSignal.any([options.signal, lead.lost]);
  const rows = new Rows(lead);
  const inDoubt = await rows.any();
  // Where nothing is to be published there is no connection to the brokers either.
  while (!signal.aborted && !(await rows.any())) await lead.waitForMore(POLL_MS, signal);
  const producer = new Producer({ kafka: options.kafka });
  const finish = (): void => void producer.close();
  // Another may lead by now, and publish what waits here: none of that is sent any more.
  const drop = (): void => void producer.close(0);
  options.signal.addEventListener('abort', finish);
  lead.lost.addEventListener('abort', drop);
  try {
    signal.throwIfAborted();
    producer.open();
    await reached(producer);
    if (inDoubt) await settle(rows, options);
    await relay(lead, rows, producer, { ...options, signal });
  } finally {
    options.signal.removeEventListener('abort', finish);
    lead.lost.removeEventListener('abort', drop);
    await producer.close(lead.lost.aborted ? 0 : undefined);
  }
}

/** In time, or another instance may lead, who perhaps reaches them. */
async function reached(producer: Producer): Promise<void> {
  const timer = setTimeout(() => void producer.close(), REACH_MS);
  await producer.ready().catch(() => {
    throw new BrokersUnavailableError('the Kafka brokers cannot be reached');
  });
  clearTimeout(timer);
}

async function settle(rows: Rows, { kafka, signal, report }: TermOptions): Promise<void> {
  await delay(SETTLE_MS, undefined, { signal });
  const found = await removePublished(kafka, rows);
  if (found > 0) report(`${found} events were in the log already`);
}

async function relay(lead: Lead, rows: Rows, producer: Producer, options: TermOptions): Promise<void> {
  const { signal, report } = options;
  const resting = new Map<string, number>();
  for (let countAt = 0; !signal.aborted;) {
    for (const [topic, until] of resting) if (until < performance.now()) resting.delete(topic);
    const head = await publishHead(producer, rows, [...resting.keys()]);
    for (const line of head.refused) report(`an event is refused, and stays in the outbox: ${line}`);
    for (const [topic, reason] of head.resting) {
      report(`events of ${topic} wait: ${reason}`);
      resting.set(topic, performance.now() + REST_MS);
    }
    options.published(head.published);
    if (countAt < performance.now()) {
      options.waiting(await rows.waiting());
      countAt = performance.now() + COUNT_EVERY_MS;
    }
    if (head.published === 0) await lead.waitForMore(POLL_MS, signal);
  }
}
