import { createKafka, Producer } from '@app/kafka';
import { afterEach, expect, it, vi } from 'vitest';
import type { Answer, Lead } from '../database/database.js';
import { serveTerm } from './term.js';

const ROW = { id: 1, topic: 'orders', key: null, value: Buffer.from('1'), headers: '{}', time: 0 };

/** Of an outbox that is empty at first, and has one event then. */
class TestLead implements Lead {
  private readonly losing = new AbortController();
  readonly lost = this.losing.signal;
  private looks = 0;

  async query(sql: string): Promise<Answer> {
    if (sql.startsWith('SELECT 1')) return { rows: this.looks++ === 0 ? [] : [{}] };
    return { rows: sql.includes('bytes_before') ? [ROW] : [] };
  }

  async waitForMore(): Promise<void> {}
  async release(): Promise<void> {}

  lose(): void {
    this.losing.abort(new Error('the connection is lost'));
  }
}

afterEach(() => void vi.restoreAllMocks());

/** Ends a term whose event waits for a broker. @returns how long it may still be sent, in the order of the calls. */
async function closings(end: (lead: TestLead, stopping: AbortController) => void): Promise<unknown[]> {
  const waits: unknown[] = [];
  const sent = new Promise<void>((resolve) => {
    const { prototype } = Producer;
    vi.spyOn(prototype, 'open').mockReturnValue();
    vi.spyOn(prototype, 'ready').mockResolvedValue();
    vi.spyOn(prototype, 'produce').mockImplementation(() => {
      resolve();
      return new Promise((_, reject) => {
        vi.spyOn(prototype, 'close').mockImplementation(async (withinMs) => {
          waits.push(withinMs);
          reject(new Error('closed'));
        });
      });
    });
  });
  const lead = new TestLead();
  const stopping = new AbortController();
  const ignore = (): void => undefined;
  const term = serveTerm(lead, {
    kafka: createKafka({ brokers: ['127.0.0.1:1'], clientId: 'test' }),
    signal: stopping.signal,
    report: ignore,
    published: ignore,
    waiting: ignore,
  });
  await sent;
  end(lead, stopping);
  await expect(term).rejects.toThrow('closed');
  return waits;
}

it('a relay that has lost its lead sends nothing of what waits', async () => {
  expect(await closings((lead) => lead.lose())).toEqual([0, 0]);
});

it('nor does one that loses it while it stops', async () => {
  const ends = (lead: TestLead, stopping: AbortController): void => {
    stopping.abort();
    lead.lose();
  };
  expect((await closings(ends)).slice(0, 2)).toEqual([undefined, 0]);
});

it('one that stops has the time of the producer to finish', async () => {
  expect(await closings((_, stopping) => stopping.abort())).toEqual([undefined, undefined]);
});
