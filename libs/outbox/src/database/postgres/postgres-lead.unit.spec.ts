import pg from 'pg';
import { expect, it, onTestFinished, vi } from 'vitest';
import { append } from './append.js';
import { PostgresLead } from './postgres-lead.js';

const classesIn = (sql: readonly string[]): string[] =>
  sql.flatMap((text) => /advisory\w*_lock\((\d+),/.exec(text)?.[1] ?? []);

it('the lock of the relay is none that a key can come to, however it was chosen', async () => {
  onTestFinished(() => void vi.restoreAllMocks());
  const { prototype } = pg.Client;
  vi.spyOn(prototype, 'connect').mockReturnValue(Promise.resolve() as never);
  const asked = vi.spyOn(prototype, 'query');
  asked.mockReturnValue(Promise.resolve({ rows: [{ locked: true }] }) as never);
  vi.spyOn(prototype, 'end').mockReturnValue(Promise.resolve() as never);
  const lead = await PostgresLead.take('postgres://test@/test', new AbortController().signal);
  await lead.release();
  const ofRelay = asked.mock.calls.map(([sql]) => sql);

  const ofKeys: string[] = [];
  const query = async (sql: string) => {
    ofKeys.push(sql);
    return { rows: [] };
  };
  const [key, value] = [Buffer.from('a'), Buffer.from('1')];
  await append({ query }, { eventId: '1', topic: 'orders', key, value, headers: '{}', time: 0 });

  expect([classesIn(ofKeys).length, classesIn(ofRelay).length]).toEqual([1, 1]);
  expect(classesIn(ofRelay)).not.toEqual(classesIn(ofKeys));
});
