import { describe, expect, it } from 'vitest';
import { plainRecord } from '../../client/fetch/plain-record.fixture.js';
import type { PartitionWork } from '../work/partition-work.js';
import { Arrivals } from './arrivals.js';

/** A partition that has taken all up to 9, and waits for its newest record after a rejoin. */
function rejoined(): (from: number) => string {
  const work = { nextOffset: 10, newest: { offset: 9, timestamp: 0 } } as unknown as PartitionWork;
  const arrivals = new Arrivals();
  arrivals.expectLog(work);
  return (from) => {
    const verdict = arrivals.judge(work, { from, records: [plainRecord(from)] });
    return verdict.act === 'take' ? `take${verdict.anew ? ' anew' : ''}` : verdict.act;
  };
}

describe('Arrivals after a rejoin', () => {
  it('go on in the same log where retention took the newest record', () => {
    const judge = rejoined();
    expect([20, 20, 20].map(judge)).toEqual(['again', 'again', 'take']);
  });

  it('begin anew where the log begins before', () => {
    const judge = rejoined();
    expect([0, 0, 0].map(judge)).toEqual(['again', 'again', 'take anew']);
  });
});
