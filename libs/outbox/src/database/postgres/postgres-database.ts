import { Logger } from '@nestjs/common';
import { messageOf } from '@app/kafka';
import pg from 'pg';
import type { Answer, Database, Lead, Transaction } from '../database.js';
import { DatabaseUnavailableError } from '../errors.js';
import { append, LOCK_CLASS } from './append.js';
import { PostgresLead } from './postgres-lead.js';
import { tables } from './tables.js';

/** Any number: who creates tables waits for who does so already, or both would fail. */
const CREATE_LOCK = `SELECT pg_advisory_xact_lock(${LOCK_CLASS}, 0)`;
/** SQLSTATE, by PostgreSQL's appendix A. */
const INSUFFICIENT_PRIVILEGE = '42501';

/** PostgreSQL 13 or later, by `pg`'s pool. */
export class PostgresDatabase implements Database {
  readonly tables = tables;
  readonly bytes = 'bytea';
  readonly append = append;
  private readonly logger = new Logger('Database');
  private readonly pool: pg.Pool;
  private readonly declared: string[] = [];

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
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => (broken = true));
      throw broken ? new DatabaseUnavailableError(error) : error;
    } finally {
      client.release(broken);
    }
  }

  declare(statements: readonly string[]): void {
    this.declared.push(...statements);
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

  private async createDeclared(client: pg.PoolClient): Promise<void> {
    const statements = this.declared.slice();
    if (statements.length === 0) return;
    try {
      await client.query(['BEGIN', CREATE_LOCK, ...statements, 'COMMIT'].join(';'));
    } catch (error) {
      if ((error as { readonly code?: unknown }).code !== INSUFFICIENT_PRIVILEGE) throw error;
      await client.query('ROLLBACK');
    }
    // Another connection may have done so meanwhile.
    for (const statement of statements) {
      const at = this.declared.indexOf(statement);
      if (at >= 0) this.declared.splice(at, 1);
    }
  }
}

/** What the server says of a statement; anything else is about the connection, as are SQLSTATEs of class 08 and 57P. */
const isOfDatabase = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && !/^(?:08|57P)/.test(error.code ?? '');
