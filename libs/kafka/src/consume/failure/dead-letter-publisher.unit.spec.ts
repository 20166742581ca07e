import { Logger } from '@nestjs/common';
import { beforeAll, describe, expect, it } from 'vitest';
import { sizeOf } from '../../wire/record-size.js';
import { decodeOmitted } from '../../wire/omitted-header.js';
import type { Delivery } from '../delivery.js';
import { CopyRefusedError } from './copy-refused-error.js';
import { DeadLetterPublisher } from './dead-letter-publisher.js';
import { delivery } from './delivery.fixture.js';
import { firstOrigin } from './first-origin.js';
import type { CopyContent, RecordForwarder } from './record-forwarder.js';

beforeAll(() => Logger.overrideLogger(false));

/** A dead-letter topic that takes records up to a size. */
function bench(maxBytes: number) {
  const written: CopyContent[] = [];
  const forward: RecordForwarder['forward'] = async (_, { topic }, contentOf) => {
    const content = contentOf({ partitions: 1, timestampType: 'CreateTime' });
    if (sizeOf(content) > maxBytes) throw new CopyRefusedError(topic, 'size', 'too large');
    written.push(content);
  };
  const publisher = new DeadLetterPublisher({ forwarder: { forward }, group: 'grp2' });
  const error = Object.assign(new Error('no'), { stack: 's'.repeat(1_000) });
  const publish = (each: Delivery, cause: unknown = error) => publisher.publish(each, cause);
  return { written, publish };
}

const large = (bytes: number) => Buffer.alloc(bytes, 1);
const whole = (over: Partial<Delivery> = {}): Delivery =>
  delivery({ key: Buffer.from('k'), value: large(1_000), headers: { own: 'o' }, offset: 5n, ...over });

describe('DeadLetterPublisher', () => {
  it('leaves out nothing that has room', async () => {
    const { written, publish } = bench(3_500);
    await publish(whole());
    expect(written[0]).toMatchObject({ key: Buffer.from('k'), value: large(1_000) });
    expect(written[0]?.headers['dead-letter-omitted']).toBeUndefined();
  });

  it.each([
    [2_200, whole(), ['stacktrace']],
    [1_500, whole({ value: large(1_200) }), ['stacktrace', 'value']],
    [1_500, whole({ headers: { own: 'o'.repeat(2_000) } }), ['stacktrace', 'value', 'headers']],
    [1_500, whole({ key: large(2_000) }), ['stacktrace', 'value', 'headers', 'key']],
  ])('of %i bytes lacks what it must', async (maxBytes, each, omitted) => {
    const { written, publish } = bench(maxBytes);
    await publish(each);
    expect(written).toHaveLength(1);
    const [letter] = written;
    expect(decodeOmitted(letter?.headers ?? {})).toEqual(omitted);
    // The record can always be found, and what happened be told.
    expect(letter?.headers).toMatchObject({
      'kafka_dlt-original-topic': Buffer.from('orders'),
      'kafka_dlt-original-offset': Buffer.from('0000000000000005', 'hex'),
      'kafka_dlt-exception-fqcn': Buffer.from('Error'),
      'kafka_dlt-exception-message': Buffer.from('no'),
    });
  });

  it('keeps the first origin also without the headers of the record', async () => {
    const { written, publish } = bench(1_500);
    const first = firstOrigin(delivery({ offset: 3n }), 'CreateTime', 'grp2');
    await publish(whole({ headers: { ...first, own: 'o'.repeat(2_000) } }));
    expect(written[0]?.headers['kafka_dlt-original-offset']).toEqual(first['kafka_dlt-original-offset']);
    expect(Object.keys(written[0]?.headers ?? {})).not.toContain('own');
  });

  it('fails where not even that has room, rather than to lose the record', async () => {
    const { publish } = bench(100);
    await expect(publish(whole())).rejects.toMatchObject({ code: 'COPY_REFUSED' });
  });

  it('does not hand on what a record says of itself to lack', async () => {
    const { written, publish } = bench(10_000);
    await publish(whole({ headers: { 'dead-letter-omitted': 'value' } }));
    expect(written[0]?.headers['dead-letter-omitted']).toBeUndefined();
  });

  it.each<[string, Partial<Delivery>, unknown]>([
    ['a time beyond all years', { timestamp: Number('9223372036854775807') }, new Error('no')],
    ['an error that names itself by no text', {}, Object.assign(new Error('no'), { name: 5 })],
  ])('is written for %s', async (_, over, error) => {
    const { written, publish } = bench(10_000);
    await publish(whole(over), error);
    expect(written).toHaveLength(1);
  });
});
