import { setTimeout as delay } from 'node:timers/promises';
import type Sqlite from 'libsql';
import type { Bell } from '../bell.js';
import type { Answer, Lead, Transaction } from '../database.js';
import { connect, MEMORY } from './connection.js';

const TRY_EVERY_MS = 1_000;

/**
 * Holds the lock of a file beside the database's: the system takes it back from a process that is gone. Statements go
 * by the database's own connection, for the two would wait for each other in one process.
 */
export class SqliteLead implements Lead {
  readonly lost = new AbortController().signal;

  private constructor(
    private readonly lock: Sqlite.Database,
    private readonly database: Transaction,
    private readonly bell: Bell,
  ) {}

  static async take(
    path: string,
    database: Transaction,
    bell: Bell,
    signal: AbortSignal,
  ): Promise<SqliteLead> {
    const lock = await connect(path === MEMORY ? MEMORY : `${path}-relay`, 0);
    try {
      while (!isTaken(lock)) await delay(TRY_EVERY_MS, undefined, { signal });
    } catch (error) {
      lock.close();
      throw error;
    }
    return new SqliteLead(lock, database, bell);
  }

  query(sql: string, values?: unknown[]): Promise<Answer> {
    return this.database.query(sql, values);
  }

  waitForMore(ms: number, signal: AbortSignal): Promise<void> {
    return this.bell.wait(ms, signal);
  }

  async release(): Promise<void> {
    this.lock.close();
  }
}

/** @throws Error for any other reason than that another process has it. */
function isTaken(lock: Sqlite.Database): boolean {
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if ((error as { readonly code?: unknown }).code === 'SQLITE_BUSY') return false;
    throw error;
  }
}
