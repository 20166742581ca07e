import { describe, expect, it } from 'vitest';
import { fetchedRecord } from '../fetched-record.fixture.js';
import { RecentIds } from './recent-ids.js';
import { seenEvents } from './seen-events.js';

const event = (id: string, source: string, topic = 'orders', offset = 0) =>
  fetchedRecord(topic, offset, { headers: { ce_id: Buffer.from(id), ce_source: Buffer.from(source) } });

describe('seenEvents', () => {
  it('knows an event again by source and id, wherever it stands', () => {
    const events = seenEvents(new RecentIds(), 'orders');
    void events.done(event('1', '/a', 'orders', 5));
    expect(events.seen(event('1', '/a', 'orders', 9))).toBe(true);
    expect(events.seen(event('1', '/b'))).toBe(false);
    expect(events.seen(event('2', '/a'))).toBe(false);
  });

  it('takes the copy in a retry topic for the event itself', () => {
    const store = new RecentIds();
    void seenEvents(store, 'orders').done(event('1', '/a'));
    expect(seenEvents(store, 'orders').seen(event('1', '/a', 'orders-retry-1s'))).toBe(true);
  });

  it('tells topics apart', () => {
    const store = new RecentIds();
    void seenEvents(store, 'orders').done(event('1', '/a'));
    expect(seenEvents(store, 'letters').seen(event('1', '/a', 'letters'))).toBe(false);
  });

  it('knows a record without an id by its place and time', () => {
    const store = new RecentIds();
    const events = seenEvents(store, 'orders');
    void events.done(fetchedRecord('orders', 5, { timestamp: '7' }));
    expect(events.seen(fetchedRecord('orders', 5, { timestamp: '7' }))).toBe(true);
    expect(events.seen(fetchedRecord('orders', 5, { timestamp: '8' }))).toBe(false);
    expect(events.seen(fetchedRecord('orders', 6, { timestamp: '7' }))).toBe(false);
    expect(seenEvents(store, 'letters').seen(fetchedRecord('letters', 5, { timestamp: '7' }))).toBe(false);
  });

  it('remembers ids that are very long, repeated, or no Unicode', () => {
    const events = seenEvents(new RecentIds(), 'orders');
    const long = event('x'.repeat(5_000), '/a');
    const twice = fetchedRecord('orders', 1, { headers: { ce_id: [Buffer.from('1'), Buffer.from('2')] } });
    const store = new RecentIds();
    store.done('\ud800');
    for (const record of [long, twice]) {
      expect(events.seen(record)).toBe(false);
      void events.done(record);
      expect(events.seen(record)).toBe(true);
    }
    expect([store.seen('\ud800'), store.seen('\ud801'), store.seen('\ufffd')]).toEqual([true, false, false]);
  });

  it('goes by what it was asked last, in whatever order events end', () => {
    const events = seenEvents(new RecentIds(), 'orders');
    const [first, second] = [event('1', '/a'), event('2', '/a')];
    void events.seen(first);
    void events.seen(second);
    void events.done(first);
    expect([events.seen(second), events.seen(first)]).toEqual([false, true]);
  });

  it.each([
    ['empty', Buffer.alloc(0)],
    ['null', null],
    ['repeated', [Buffer.from('1'), Buffer.from('2')]],
  ])('takes an id that is %s for none: the next record with such a one is another event', (_, id) => {
    const of = (offset: number, topic: string) =>
      fetchedRecord(topic, offset, { headers: { ce_id: id as Buffer, ce_source: Buffer.from('/a') } });
    for (const topic of ['orders', 'orders-retry-1s']) {
      const events = seenEvents(new RecentIds(), 'orders');
      void events.done(of(5, topic));
      expect(events.seen(of(5, topic))).toBe(true);
      expect(events.seen(of(6, topic))).toBe(false);
    }
  });

  it.each(['orders', 'orders-retry-1s'])('tells ids apart that are no UTF-8, in %s', (topic) => {
    const of = (byte: number) => fetchedRecord(topic, byte, { headers: { ce_id: Buffer.of(byte) } });
    const events = seenEvents(new RecentIds(), 'orders');
    void events.done(of(0xc3));
    expect(events.seen(of(0xc3))).toBe(true);
    expect(events.seen(of(0xc4))).toBe(false);
  });

  it.each(['orders', 'orders-retry-1s'])('tells where the source ends and the id begins, in %s', (topic) => {
    const events = seenEvents(new RecentIds(), 'orders');
    void events.done(event('1/2', '/a', topic));
    expect(events.seen(event('1/2', '/a', topic))).toBe(true);
    expect(events.seen(event('2', '/a/1', topic))).toBe(false);
  });
});
