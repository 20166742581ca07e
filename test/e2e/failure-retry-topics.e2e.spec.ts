import { NonRetriableError } from '@app/kafka';
import { EventEmitter, once } from 'node:events';
import { afterEach, describe, expect, inject, it } from 'vitest';
import {
  contractOf,
  controllerOf,
  createTopics,
  newTopic,
  send,
  startApp,
  type Step,
  until,
} from './support/consume-app.js';
import { allOf } from './support/records.js';

const brokers = inject('brokers');
const open: { close(): Promise<unknown> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

interface Call {
  readonly topic: string;
  readonly partition: number;
  readonly n: number;
  readonly at: number;
}

/** A topic of two partitions with retry topics, whose handler fails with what `error` gives. */
async function start(
  error: (n: number) => Error | undefined,
  topic = newTopic(),
  retryTopics = ['1s', '2s'],
) {
  const calls: Call[] = [];
  const ended = new EventEmitter();
  const contract = contractOf(topic, {
    partitions: 2,
    retry: { attempts: 1 },
    retryTopics: retryTopics as `${number}s`[],
  });
  const controller = controllerOf(topic, ({ n }: Step, context) => {
    calls.push({ topic: context.getTopic(), partition: context.getPartition(), n, at: Date.now() });
    const thrown = error(n);
    if (thrown) throw thrown;
    ended.emit(`handled ${n}`);
  });
  const app = await startApp({ brokers, contracts: [contract], controllers: [controller] });
  open.push(app);
  return { topic, calls, ended, strategy: app.strategy };
}

const step = (n: number, partition = 1) => ({
  key: 'k',
  value: JSON.stringify({ id: 'k', n }),
  partition,
  headers: { ce_id: `${n}` },
});

describe('retry topics', () => {
  it('try again after each delay, never before, then write a dead letter', async () => {
    const { topic, calls, strategy } = await start(() => new TypeError('still down'));
    await send(brokers, topic, [step(1)]);
    await until(() => strategy.health().counts.deadLettered === 1);
    expect(calls.map((call) => call.topic)).toEqual([topic, `${topic}-retry-1s`, `${topic}-retry-2s`]);
    const [first, second, third] = calls.map(({ at }) => at) as [number, number, number];
    expect(second - first).toBeGreaterThanOrEqual(1_000);
    expect(third - second).toBeGreaterThanOrEqual(2_000);
    expect(calls.map(({ partition }) => partition)).toEqual([1, 1, 1]);

    const [letter] = await allOf(brokers, `${topic}-dlt`);
    expect(letter).toMatchObject({ partition: 1, key: Buffer.from('k'), value: Buffer.from(step(1).value) });
    expect(letter?.headers).toMatchObject({
      ce_id: Buffer.from('1'),
      'kafka_dlt-original-topic': Buffer.from(topic),
      'kafka_dlt-original-offset': Buffer.alloc(8),
      'kafka_dlt-exception-fqcn': Buffer.from('TypeError'),
      'retry_topic-attempts': Buffer.from([0, 0, 0, 3]),
    });
  });

  it('let the records behind go on meanwhile', async () => {
    const { topic, calls, ended } = await start((n) => (n === 1 ? new Error('down') : undefined));
    const last = once(ended, 'handled 3');
    await send(brokers, topic, [step(1), step(2), step(3)]);
    await last;
    expect(calls.slice(0, 3).map(({ n }) => n)).toEqual([1, 2, 3]);
  });

  it('are passed over by what no further attempt would mend', async () => {
    const { topic, calls, strategy } = await start(() => new NonRetriableError('hopeless'));
    await send(brokers, topic, [step(1)]);
    await until(() => strategy.health().counts.deadLettered === 1);
    expect(calls).toHaveLength(1);
    expect(await allOf(brokers, `${topic}-dlt`)).toHaveLength(1);
  });

  it('hold what another process puts there until it is due', async () => {
    const { topic, calls, ended } = await start(() => undefined);
    const handled = once(ended, 'handled 1');
    await send(brokers, `${topic}-retry-2s`, [step(1)]);
    await handled;
    const [put] = await allOf(brokers, `${topic}-retry-2s`);
    expect(calls[0]?.at).toBeGreaterThanOrEqual(Number(put?.timestamp) + 2_000);
  });

  it('of which one partition waits for an hour handle what is due in another', async () => {
    const topic = newTopic();
    const waiting = `${topic}-retry-3600s`;
    await createTopics(brokers, { [waiting]: 2 });
    // More than are handled at a time.
    await send(
      brokers,
      waiting,
      Array.from({ length: 100 }, (_, n) => step(n, 0)),
    );
    const { calls, ended, strategy } = await start(() => undefined, topic, ['3600s']);
    await until(() => strategy.health().assignment.some((each) => each.topic === waiting && each.paused));
    const handled = once(ended, 'handled 1000');
    await send(brokers, waiting, [{ ...step(1_000, 1), timestamp: String(Date.now() - 7_200_000) }]);
    await handled;
    expect(calls.map(({ n }) => n)).toEqual([1_000]);
    const parked = strategy
      .health()
      .assignment.find((each) => each.topic === waiting && each.partition === 0);
    expect(parked).toMatchObject({ paused: true, inFlight: 0, lag: 100 });
  });
});
