import { Logger } from '@nestjs/common';
import { messageOf } from '@app/kafka';
import pg from 'pg';
import type { Answer, Database, Lead, Table, Transaction } from '../database.js';
import { DatabaseUnavailableError } from '../errors.js';
import { append, OWN_LOCKS } from './append.js';
import { PostgresLead } from './postgres-lead.js';
import { tables } from './tables.js';

/** No table has this number: who creates tables waits for who does so already, or both would fail. */
const CREATE_LOCK = `SELECT pg_advisory_xact_lock(${OWN_LOCKS}, 0)`;

/** PostgreSQL 13 or later, by `pg`'s pool. */
export class PostgresDatabase implements Database {
  readonly tables = tables;
  readonly bytes = 'bytea';
  readonly append = append;
  private readonly logger = new Logger('Database');
  private readonly pool: pg.Pool;
  private readonly declared = new Map<string, Table>();

  constructor(private readonly url: string) {
    this.pool = new pg.Pool({ connectionString: url, connectionTimeoutMillis: 5_000, keepAlive: true });
    // Of connections that nobody uses just now: the next one is made anew.
    this.pool.on('error', (error) => this.logger.debug(messageOf(error)));
  }

  async query(sql: string, values?: unknown[]): Promise<Answer> {
    const client = await this.connect();
    try {
      return await client.query(sql, values);
    } catch (error) {
      throw isOfDatabase(error) ? error : new DatabaseUnavailableError(error);
    } finally {
      client.release();
    }
  }

  async transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const client = await this.connect();
    let broken = false;
    try {
      await client.query('BEGIN');
      const result = await work(client);
      const { command } = await client.query('COMMIT');
      // So it is answered, and no error, where a statement failed and `work` went on all the same.
      if (command !== 'COMMIT') throw new Error('a statement failed, so nothing of its transaction is kept');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => (broken = true));
      throw broken ? new DatabaseUnavailableError(error) : error;
    } finally {
      client.release(broken);
    }
  }

  declare(table: Table): void {
    this.declared.set(table.name, table);
  }

  async lead(signal: AbortSignal): Promise<Lead> {
    (await this.connect()).release();
    return PostgresLead.take(this.url, signal);
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  private async connect(): Promise<pg.PoolClient> {
    const client = await this.pool.connect().catch((error: unknown) => {
      throw new DatabaseUnavailableError(error);
    });
    // A connection that is lost while it is out tells its statement; without a listener it would end the process.
    if (client.listenerCount('error') === 0) client.on('error', () => undefined);
    try {
      await this.createDeclared(client);
      return client;
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  /** Asks first: who may create nothing may look, and to create an index that is there waits for all who write. */
  private async createDeclared(client: pg.PoolClient): Promise<void> {
    for (const table of this.declared.values()) {
      if (!(await isThere(client, table))) {
        await client.query('BEGIN');
        await client.query(CREATE_LOCK);
        if (!(await isThere(client, table))) await client.query(table.statements.join(';'));
        await client.query('COMMIT');
      }
      this.declared.delete(table.name);
    }
  }
}

/** By the table of tables: `to_regclass` keeps what it found missing, also after a wait for who created it. */
const IS_THERE = 'SELECT 1 FROM pg_class WHERE relname = $1 AND pg_table_is_visible(oid)';

const isThere = async (client: pg.PoolClient, { name }: Table): Promise<boolean> =>
  (await client.query(IS_THERE, [name])).rows.length > 0;

/** What the server says of a statement; anything else is about the connection, as are SQLSTATEs of class 08 and 57P. */
const isOfDatabase = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && !/^(?:08|57P)/.test(error.code ?? '');
