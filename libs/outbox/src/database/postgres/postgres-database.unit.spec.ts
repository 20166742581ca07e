import { EventEmitter } from 'node:events';
import pg from 'pg';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { PostgresDatabase } from './postgres-database.js';

/** As the server has it: after a statement that failed, `COMMIT` takes all back and is answered by `ROLLBACK`. */
class Connection extends EventEmitter {
  private failed = false;

  async query(sql: string): Promise<{ command: string; rows: [] }> {
    const command = sql === 'COMMIT' && this.failed ? 'ROLLBACK' : sql;
    if (sql === 'BEGIN' || sql === 'COMMIT') this.failed = false;
    if (sql === 'nonsense') {
      this.failed = true;
      throw new Error('syntax error');
    }
    return { command, rows: [] };
  }

  release(): void {}
}

function database(): PostgresDatabase {
  vi.spyOn(pg.Pool.prototype, 'connect').mockReturnValue(Promise.resolve(new Connection()) as never);
  return new PostgresDatabase('postgres://test@/test');
}

afterEach(() => void vi.restoreAllMocks());

describe('a transaction', () => {
  it('that passed over a statement that failed is none that succeeded', async () => {
    const passesOver = database().transaction((tx) => tx.query('nonsense').catch(() => 'done'));
    await expect(passesOver).rejects.toThrow('nothing of its transaction is kept');
  });

  it('that is committed gives what its work gave', async () => {
    expect(await database().transaction(async () => 'done')).toBe('done');
  });
});
