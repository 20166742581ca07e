import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fetchedRecord } from '../fetched-record.fixture.js';
import { RunningRecords } from './running-records.js';

describe('RunningRecords', () => {
  it('holds what a set would', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9)), (touched) => {
        const records = Array.from({ length: 10 }, (_, offset) => fetchedRecord('orders', offset));
        const running = new RunningRecords();
        const set = new Set<unknown>();
        for (const index of touched) {
          const record = records[index];
          if (!record) continue;
          expect(running.delete(record)).toBe(set.has(record));
          if (!set.delete(record)) {
            set.add(record);
            running.add(record);
          }
          expect(new Set(running)).toEqual(set);
          expect(running.size).toBe(set.size);
          expect(records.filter((each) => running.has(each))).toHaveLength(set.size);
        }
      }),
    );
  });

  it('is empty when cleared, and takes the same records again', () => {
    const running = new RunningRecords();
    const records = [fetchedRecord('orders', 0), fetchedRecord('orders', 1)];
    for (const record of records) running.add(record);
    running.clear();
    expect([...running, running.size]).toEqual([0]);
    for (const record of records) running.add(record);
    expect([...running]).toEqual(records);
    expect(records.map((record) => running.delete(record) && running.delete(record))).toEqual([false, false]);
  });
});
