import type Sqlite from 'libsql';
import { Bell } from '../bell.js';
import type { Answer, Database, Lead, NewRow, Table, Transaction } from '../database.js';
import { connect, run } from './connection.js';
import { SqliteLead } from './sqlite-lead.js';
import { tables } from './tables.js';

const APPEND =
  'INSERT INTO outbox (event_id, topic, key, value, headers, time) VALUES ($1, $2, $3, $4, $5, $6)';

const IS_THERE = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = $1";

/**
 * The embedded database: one connection, one transaction at a time. Who has one under way and awaits another
 * statement than its own waits for ever.
 */
export class SqliteDatabase implements Database {
  readonly tables = tables;
  readonly bytes = 'BLOB';
  private readonly bell = new Bell();
  private last: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly path: string,
    private readonly connection: Sqlite.Database,
  ) {}

  /** @throws ConfigurationError when the file cannot be opened. */
  static async open(path: string): Promise<SqliteDatabase> {
    const connection = await connect(path);
    connection.exec('PRAGMA journal_mode = WAL');
    return new SqliteDatabase(path, connection);
  }

  query(sql: string, values: unknown[] = []): Promise<Answer> {
    return this.inTurn(async () => run(this.connection, sql, values));
  }

  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.inTurn(async () => {
      const { connection } = this;
      connection.exec('BEGIN IMMEDIATE');
      try {
        const result = await work({ query: async (sql, values = []) => run(connection, sql, values) });
        connection.exec('COMMIT');
        this.bell.ring();
        return result;
      } catch (error) {
        if (connection.inTransaction) connection.exec('ROLLBACK');
        throw error;
      }
    });
  }

  declare({ name, statements }: Table): void {
    const { connection } = this;
    this.transaction(async (tx) => {
      if ((await tx.query(IS_THERE, [name])).rows.length > 0) return;
      for (const statement of statements) connection.exec(statement);
    }).catch(() => {
      // Who needs it is told that it is not there.
    });
  }

  async append(tx: Transaction, row: NewRow): Promise<void> {
    const { eventId, topic, key, value, headers, time } = row;
    await tx.query(APPEND, [eventId, topic, key, value, headers, time]);
  }

  lead(signal: AbortSignal): Promise<Lead> {
    return SqliteLead.take(this.path, this, this.bell, signal);
  }

  async close(): Promise<void> {
    await this.inTurn(async () => this.connection.close());
  }

  /** After what was asked before, whatever became of that. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.last.then(work);
    this.last = mine.catch(() => undefined);
    return mine;
  }
}
