import { Logger } from '@nestjs/common';
import { beforeAll, describe, expect, it } from 'vitest';
import { defineContract } from '../../../contract/contract.js';
import { dueHeader } from '../../../wire/retry-headers.js';
import type { Delivery } from '../../delivery.js';
import { GivenUpError } from '../../errors.js';
import { CopyRefusedError } from '../copy-refused-error.js';
import { delivery } from '../delivery.fixture.js';
import type { CopyContent, RecordForwarder } from '../record-forwarder.js';
import { Unwritten } from '../unwritten.js';
import { RetryPlan } from './retry-plan.js';
import { retryTopics } from './retry-topics.js';

class Payload {}

const plan = new RetryPlan([
  defineContract({ topic: 'orders', type: 't', payload: Payload, retryTopics: ['30s', '5m'] }),
]);

beforeAll(() => Logger.overrideLogger(false));

/** A handler that always fails, and retry topics that refuse what `refusal` says. */
function bench(refusal: (attempt: number, content: CopyContent) => Error | undefined = () => undefined) {
  const written: (CopyContent & { topic: string })[] = [];
  const unwritten = new Unwritten();
  const stopping = new AbortController();
  const state = { attempts: 0 };
  const forward: RecordForwarder['forward'] = async (_, { topic }, contentOf) => {
    const content = contentOf({ partitions: 1, timestampType: 'CreateTime' });
    const error = refusal(++state.attempts, content);
    if (error) throw error;
    written.push({ ...content, topic });
  };
  const step = retryTopics({
    plan,
    forwarder: { forward },
    unwritten,
    group: 'grp2',
    stopping: stopping.signal,
    postponed: () => undefined,
    canRetry: (error) => error !== 'hopeless',
  });
  const fail = (record: Delivery, error: unknown = new Error('down')) =>
    step(() => Promise.reject(error))(record);
  return { written, unwritten, stopping, state, fail };
}

const tooLarge = () => new CopyRefusedError('orders-retry-30s', 'size', 'too large');

describe('retryTopics', () => {
  it('hands a record on, as it is, with its first origin, the attempt and when it is due', async () => {
    const { written, fail } = bench();
    const before = Date.now();
    await fail(delivery({ offset: 3n, headers: { own: 'o' } }));
    const [copy] = written;
    expect(copy).toMatchObject({
      topic: 'orders-retry-30s',
      value: Buffer.from('{}'),
      headers: { own: 'o' },
    });
    expect(copy?.headers['retry_topic-attempts']).toEqual(Buffer.from([0, 0, 0, 2]));
    expect(dueHeader(copy?.headers ?? {})).toBeGreaterThanOrEqual(before + 30_000);

    await fail(delivery({ topic: 'orders-retry-30s', offset: 77n, headers: copy?.headers ?? {} }));
    expect(written[1]).toMatchObject({ topic: 'orders-retry-5m' });
    expect(written[1]?.headers['retry_topic-attempts']).toEqual(Buffer.from([0, 0, 0, 3]));
    expect(written[1]?.headers['kafka_dlt-original-offset']).toEqual(
      copy?.headers['kafka_dlt-original-offset'],
    );
  });

  it.each([
    ['the last retry topic', 'orders-retry-5m', new Error('down')],
    ['a topic without', 'plain', new Error('down')],
    ['what is of no use', 'orders', 'hopeless'],
    ['what was given up', 'orders', new GivenUpError('lost')],
  ])('leaves %s to the dead letters', async (_, topic, error) => {
    const { written, fail } = bench();
    await expect(fail(delivery({ topic }), error)).rejects.toBe(error);
    expect(written).toEqual([]);
  });

  it('leaves out the stack trace rather than to give up', async () => {
    const { written, fail } = bench((attempt) => (attempt === 1 ? tooLarge() : undefined));
    await fail(delivery());
    expect(written[0]?.headers['kafka_dlt-exception-stacktrace']).toEqual(Buffer.alloc(0));
  });

  it('leaves a record that its topic does not take to the dead letters', async () => {
    const { fail, state } = bench(tooLarge);
    await expect(fail(delivery())).rejects.toThrow('down');
    expect(state.attempts).toBe(2);
  });

  it('tries for as long as it takes where nothing is taken, says so, and is not hindered by attempts of 2^31', async () => {
    const headers = { 'retry_topic-attempts': Buffer.from([127, 255, 255, 255]) };
    const problems: (string | undefined)[] = [];
    const { unwritten, written, fail } = bench((attempt) => {
      problems.push(unwritten.problem);
      return attempt < 3 ? new CopyRefusedError('orders-retry-30s', 'topic', 'not authorized') : undefined;
    });
    await fail(delivery({ headers }));
    expect(problems).toEqual([undefined, expect.stringContaining('not authorized'), expect.any(String)]);
    expect(unwritten.problem).toBeUndefined();
    expect(written[0]?.headers['retry_topic-attempts']).toEqual(Buffer.from([0, 0, 0, 2]));
  });

  it('ends with the process', async () => {
    const { fail, stopping } = bench(() => new Error('away'));
    const failing = fail(delivery());
    setImmediate(() => stopping.abort(new GivenUpError('the process stops')));
    await expect(failing).rejects.toThrow('the process stops');
  });
});
