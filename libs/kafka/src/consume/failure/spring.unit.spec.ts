import { describe, expect, it } from 'vitest';
import { headerValues } from '../../wire/header-values.js';
import type { Delivery } from '../delivery.js';
import { DeadLetterPublisher } from './dead-letter-publisher.js';
import { delivery } from './delivery.fixture.js';
import type { CopyContent } from './record-forwarder.js';

/**
 * What Spring for Apache Kafka 4.2.0-SNAPSHOT (commit 3f3cf7d) writes, read from its source, and its Java in JavaScript:
 * names from `support/KafkaHeaders` (`DLT_*`), bytes from `listener/DeadLetterRecordManager`, which
 * `DeadLetterPublishingRecoverer` has them made by (`maybeAddOriginalHeaders`, `addExceptionInfoHeaders`). Where it
 * says `getBytes(UTF_8)` it is a text, `ByteBuffer.allocate(Integer.BYTES).putInt` a 4-byte and
 * `ByteBuffer.allocate(Long.BYTES).putLong` an 8-byte big-endian integer; a `TimestampType` is its `toString()`.
 */
const utf8 = (text: string): string => Buffer.from(text, 'utf8').toString('hex');
const putInt = (value: number): string => value.toString(16).padStart(8, '0');
const putLong = (value: bigint): string => value.toString(16).padStart(16, '0');

const SPRING: readonly (readonly [header: string, of: string, hex: string])[] = [
  ['kafka_dlt-original-topic', 'record.topic()', utf8('orders')],
  ['kafka_dlt-original-partition', 'putInt(record.partition())', putInt(258)],
  ['kafka_dlt-original-offset', 'putLong(record.offset())', putLong(2n ** 40n + 7n)],
  ['kafka_dlt-original-timestamp', 'putLong(record.timestamp())', putLong(1_786_864_805_192n)],
  ['kafka_dlt-original-timestamp-type', 'record.timestampType().toString()', utf8('CreateTime')],
  ['kafka_dlt-original-consumer-group', 'ListenerExecutionFailedException.getGroupId()', utf8('grp2')],
  ['kafka_dlt-exception-fqcn', 'exception.getClass().getName()', utf8('TypeError')],
  ['kafka_dlt-exception-cause-fqcn', 'cause.getClass().getName()', utf8('RangeError')],
  ['kafka_dlt-exception-message', 'exception.getMessage() + "; " + cause.getMessage()', utf8('böse; tief')],
  ['kafka_dlt-exception-stacktrace', 'printStackTrace', utf8('TypeError: böse\n    at handler')],
];

async function letterFor(record: Delivery, error: unknown, group = 'grp2'): Promise<CopyContent> {
  const written: CopyContent[] = [];
  const publisher = new DeadLetterPublisher({
    group,
    forwarder: {
      forward: async (_record, _to, contentOf) =>
        void written.push(contentOf({ partitions: 1, timestampType: 'CreateTime' })),
    },
  });
  await publisher.publish(record, error);
  const [letter] = written;
  if (!letter) throw new Error('nothing was written');
  return letter;
}

const hexOf = ({ headers }: CopyContent, name: string): string[] =>
  headerValues(headers, name).map((each) => each.toString('hex'));

const record = delivery({
  topic: 'orders',
  partition: 258,
  offset: 2n ** 40n + 7n,
  timestamp: 1_786_864_805_192,
  headers: { own: 'o' },
});
const error = Object.assign(new TypeError('böse', { cause: new RangeError('tief') }), {
  stack: 'TypeError: böse\n    at handler',
});

describe("a dead letter, in Spring Kafka's own forms", () => {
  it.each(SPRING)('%s: %s', async (header, _, hex) => {
    expect(hexOf(await letterFor(record, error), header)).toEqual([hex]);
  });

  it('has these headers and those of the record, and no other', async () => {
    const { headers } = await letterFor(record, error);
    expect(Object.keys(headers).toSorted()).toEqual(['own', ...SPRING.map(([name]) => name)].toSorted());
  });

  it("of a record that comes without a timestamp says -1, in two's complement", async () => {
    const letter = await letterFor(delivery({ timestamp: -1 }), error);
    expect(hexOf(letter, 'kafka_dlt-original-timestamp')).toEqual(['ffffffffffffffff']);
  });

  /** `maybeAddHeader` with `appendOriginalHeaders` false, `appendOrReplace` with `stripPreviousExceptionHeaders`. */
  it('on a second failure keeps the first origin and has the latest exception, each once', async () => {
    const { headers } = await letterFor(record, error);
    const again = { ...record, topic: 'orders-retry-30s', offset: 9n, timestamp: 1, headers };
    const second = await letterFor(again, new SyntaxError('second'));
    for (const [name, , hex] of SPRING.filter(([header]) => header.includes('-original-'))) {
      expect(hexOf(second, name)).toEqual([hex]);
    }
    expect(hexOf(second, 'kafka_dlt-exception-fqcn')).toEqual([utf8('SyntaxError')]);
    expect(hexOf(second, 'kafka_dlt-exception-cause-fqcn')).toEqual([utf8('SyntaxError')]);
    expect(hexOf(second, 'kafka_dlt-exception-message')).toEqual([utf8('second')]);
    expect(hexOf(second, 'kafka_dlt-exception-stacktrace')).toHaveLength(1);
  });

  /** Beyond Spring: who copied it on was another group, for which redrive and retry are none of ours. */
  it('of a record that failed in another group before names this one', async () => {
    const { headers } = await letterFor(record, error, 'other');
    const second = await letterFor({ ...record, offset: 9n, headers }, error);
    expect(hexOf(second, 'kafka_dlt-original-consumer-group')).toEqual([utf8('grp2')]);
    expect(hexOf(second, 'kafka_dlt-original-offset')).toEqual([putLong(9n)]);
  });
});
