import type { IHeaders } from 'kafkajs';
import { describe, expect, it } from 'vitest';
import { plainRecord } from '../client/fetch/plain-record.fixture.js';
import { FetchedRecord } from '../consume/fetched-record.js';
import { aware, currentEvent, currentTraceId } from './current.js';

const home = { topic: 'orders', partition: 3, abandoned: false };

/** What a handler of a record with these headers would log. */
function within(headers: IHeaders) {
  const content = plainRecord(7, { headers, key: null, value: null });
  let seen: readonly [string | undefined, string | undefined] = ['no', 'no'];
  void aware(() => void (seen = [currentEvent()?.eventId, currentTraceId()]))(
    new FetchedRecord(home, content, 0, 0),
  );
  const [eventId, traceId] = seen;
  return { eventId, traceId };
}

describe('What a line of log says of the event that is handled', () => {
  it.each<[string, IHeaders, string | undefined]>([
    ['an id', { ce_id: Buffer.from('a-1') }, 'a-1'],
    ['no id', {}, undefined],
    ['the last of several', { ce_id: [Buffer.from('a'), Buffer.from('b')] }, 'b'],
    ['a part of a long one', { ce_id: Buffer.from('x'.repeat(5_000)) }, 'x'.repeat(200)],
    ['one line', { ce_id: Buffer.from('a\nERROR b\u2028c\u0085d') }, 'a?ERROR b?c?d'],
  ])('is %s', (_, headers, eventId) => {
    expect(within(headers)).toEqual({ eventId, traceId: undefined });
  });

  it.each([
    ['00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', '4bf92f3577b34da6a3ce929d0e0e4736'],
    ['00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7', undefined],
    ['\nERROR', undefined],
  ])('is the trace of %j', (traceparent, traceId) => {
    expect(within({ traceparent: Buffer.from(traceparent) })).toEqual({ eventId: undefined, traceId });
  });

  it('is nothing outside of a handler', () => {
    expect([currentEvent(), currentTraceId()]).toEqual([undefined, undefined]);
  });
});
