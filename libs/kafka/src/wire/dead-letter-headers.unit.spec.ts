import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeException,
  decodeOrigin,
  encodeException,
  encodeOrigin,
  type Origin,
} from './dead-letter-headers.js';

const hex = (headers: Record<string, Buffer>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.toString('hex')]));

const text = fc.string({ unit: 'binary' });
const origin: fc.Arbitrary<Origin> = fc.record({
  topic: fc.string({ minLength: 1 }),
  partition: fc.nat(),
  offset: fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
  timestamp: fc.integer({ min: -1, max: Number.MAX_SAFE_INTEGER }),
  timestampType: fc.constantFrom('CreateTime', 'LogAppendTime'),
  group: fc.option(text, { nil: undefined }),
});

describe('dead-letter headers', () => {
  it("have the names and bytes of Spring's DeadLetterPublishingRecoverer", () => {
    const headers = {
      ...encodeOrigin({
        topic: 'orders',
        partition: 3,
        offset: 4_294_967_296n,
        timestamp: 1_786_864_805_192,
        timestampType: 'CreateTime',
        group: 'grp2',
      }),
      ...encodeException({ fqcn: 'TypeError', causeFqcn: 'Error', message: 'é', stacktrace: 'at x' }),
    };
    expect(hex(headers)).toEqual({
      'kafka_dlt-original-topic': '6f7264657273',
      'kafka_dlt-original-partition': '00000003',
      'kafka_dlt-original-offset': '0000000100000000',
      'kafka_dlt-original-timestamp': '000001a009712548',
      'kafka_dlt-original-timestamp-type': '43726561746554696d65',
      'kafka_dlt-original-consumer-group': '67727032',
      'kafka_dlt-exception-fqcn': '547970654572726f72',
      'kafka_dlt-exception-cause-fqcn': '4572726f72',
      'kafka_dlt-exception-message': 'c3a9',
      'kafka_dlt-exception-stacktrace': '61742078',
    });
  });

  it('are read back as they were', () => {
    fc.assert(
      fc.property(origin, (each) => {
        expect(decodeOrigin(encodeOrigin(each))).toEqual(each);
      }),
    );
    const info = fc.record({ fqcn: text, causeFqcn: text, message: text, stacktrace: text });
    fc.assert(
      fc.property(info, (each) => {
        expect(decodeException(encodeException(each))).toEqual(each);
      }),
    );
  });

  it('of several: the first origin and the latest exception', () => {
    const { 'kafka_dlt-original-topic': topic = '', ...rest } = encodeOrigin({
      topic: 'first',
      partition: 0,
      offset: 0n,
      timestamp: 0,
      timestampType: 'CreateTime',
      group: undefined,
    });
    const headers = {
      ...rest,
      'kafka_dlt-original-topic': [topic, 'second'],
      'kafka_dlt-exception-fqcn': ['A', 'B'],
    };
    expect(decodeOrigin(headers)?.topic).toBe('first');
    expect(decodeException(headers)).toEqual({ fqcn: 'B', causeFqcn: 'B', message: '', stacktrace: '' });
  });

  it("are read as Spring's @RetryableTopic names them", () => {
    const exception = { fqcn: 'TypeError', causeFqcn: 'Error', message: 'é', stacktrace: 'at x' };
    fc.assert(
      fc.property(origin, (each) => {
        const ours = Object.entries({ ...encodeOrigin(each), ...encodeException(exception) });
        const theirs = Object.fromEntries(
          ours.map(([name, value]) => [name.replace('kafka_dlt-', 'kafka_'), value]),
        );
        expect(decodeOrigin(theirs)).toEqual(each);
        expect(decodeException(theirs)).toEqual(exception);
      }),
    );
  });

  it('by the names of both are of whoever gave up last, the recoverer', () => {
    const of = (topic: string) => encodeOrigin({ ...sample, topic });
    const retryable = Object.entries(of('retryable')).map(([name, value]) => [
      name.replace('kafka_dlt-', 'kafka_'),
      value,
    ]);
    expect(decodeOrigin({ ...Object.fromEntries(retryable), ...of('recoverer') })?.topic).toBe('recoverer');
  });

  it('of random bytes are an origin or none, never an error', () => {
    const names = fc.constantFrom(...Object.keys(encodeOrigin({ ...sample, group: 'g' })));
    const bytes = fc.uint8Array({ maxLength: 9 }).map((each) => Buffer.from(each));
    fc.assert(
      fc.property(fc.dictionary(names, fc.oneof(bytes, fc.array(bytes))), (headers) => {
        const decoded = decodeOrigin(headers);
        expect(decoded?.partition ?? 0).toBeGreaterThanOrEqual(0);
        expect(decoded?.offset ?? 0n).toBeGreaterThanOrEqual(0n);
      }),
    );
  });
});

const sample: Origin = {
  topic: 't',
  partition: 0,
  offset: 0n,
  timestamp: 0,
  timestampType: 'CreateTime',
  group: undefined,
};
