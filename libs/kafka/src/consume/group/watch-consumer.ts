import type { Consumer, ConsumerGroupJoinEvent } from 'kafkajs';

const CHECK_EVERY_MS = 5_000;
/** Longer than a rebalance may take; a fetch is over in less than a second otherwise. */
const SILENT_AT_MOST_MS = 60_000;

export interface Watch {
  joined(join: ConsumerGroupJoinEvent['payload']): void;
  rebalancing(): void;
  fetched(): void;
  heartbeat(): void;
  /** A fetch brought nothing for handlers, such as aborted transactions; the next one begins at `end`. */
  passed(topic: string, partition: number, end: number): void;
  /** Called once: the consumer will not come back by itself. */
  lost(reason: Error): void;
}

/** Tells what becomes of a kafkajs consumer. Ends with the function it gives back. */
export function watchConsumer(consumer: Consumer, watch: Watch): () => void {
  let over = false;
  let lastSign = performance.now();
  const end = (): void => {
    over = true;
    clearInterval(timer);
  };
  const lose = (reason: Error): void => {
    if (over) return;
    end();
    watch.lost(reason);
  };
  const timer = setInterval(() => {
    const silent = performance.now() - lastSign;
    if (silent > SILENT_AT_MOST_MS)
      lose(new Error(`nothing was fetched for ${Math.round(silent / 1_000)} s`));
  }, CHECK_EVERY_MS);

  const { GROUP_JOIN, REBALANCING, FETCH, START_BATCH_PROCESS, HEARTBEAT } = consumer.events;
  const { REQUEST_TIMEOUT, CRASH, STOP, DISCONNECT } = consumer.events;
  const alive = (act: () => void) => (): void => {
    lastSign = performance.now();
    if (!over) act();
  };
  consumer.on(
    FETCH,
    alive(() => watch.fetched()),
  );
  consumer.on(
    HEARTBEAT,
    alive(() => watch.heartbeat()),
  );
  consumer.on(
    REBALANCING,
    alive(() => watch.rebalancing()),
  );
  consumer.on(START_BATCH_PROCESS, ({ payload: { topic, partition, batchSize, lastOffset } }) => {
    if (batchSize === 0) alive(() => watch.passed(topic, partition, Number(lastOffset) + 1))();
  });
  consumer.on(GROUP_JOIN, ({ payload }) => alive(() => watch.joined(payload))());
  // Java's client closes such a connection. kafkajs asks again on it, and one that is half open never answers.
  consumer.on(REQUEST_TIMEOUT, ({ timestamp, payload: { broker, sentAt } }) =>
    lose(new Error(`broker ${broker} gave no answer for ${Math.round((timestamp - sentAt) / 1_000)} s`)),
  );
  consumer.on(CRASH, ({ payload }) => lose(payload.error));
  // A crash says why right after it has stopped.
  for (const event of [STOP, DISCONNECT] as const) {
    consumer.on(event, () => void setImmediate(() => lose(new Error('the consumer was stopped'))));
  }
  return end;
}
