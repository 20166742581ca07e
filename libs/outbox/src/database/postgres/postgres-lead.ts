import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { Bell } from '../bell.js';
import type { Answer, Lead } from '../database.js';
import { CHANNEL, OWN_LOCKS } from './append.js';

/** How long after the leading relay is gone another leads, at most. */
const TRY_EVERY_MS = 1_000;
/** For any statement of a relay: a connection that brings no answer counts as lost. */
const ANSWER_MS = 30_000;

/** The table's own number: relays of another schema's outbox are no rivals. */
const TRY_LOCK = `SELECT pg_try_advisory_lock(${OWN_LOCKS}, 'outbox'::regclass::oid::int) AS locked`;

/** Has the server notice within half a minute that a host is gone, whose relay held the lock. */
const NOTICE_DEAD_HOSTS =
  'SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3';

/**
 * Holds an advisory lock on a connection of its own: the server takes it back when the connection ends, however it
 * does. It is asked for again and again rather than waited for, since a statement that waits keeps VACUUM from
 * removing rows for as long.
 */
export class PostgresLead implements Lead {
  private readonly bell = new Bell();
  private readonly gone = new AbortController();

  private constructor(private readonly client: pg.Client) {
    client.on('error', (error) => this.gone.abort(error));
    client.on('end', () => this.gone.abort(new Error('the connection to the database has ended')));
    client.on('notification', () => this.bell.ring());
  }

  static async take(connectionString: string, signal: AbortSignal): Promise<PostgresLead> {
    const client = new pg.Client({
      connectionString,
      application_name: 'outbox-relay',
      connectionTimeoutMillis: 5_000,
      query_timeout: ANSWER_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
    });
    const lead = new PostgresLead(client);
    try {
      await client.connect();
      await client.query(NOTICE_DEAD_HOSTS);
      await client.query(`LISTEN ${CHANNEL}`);
      while (!(await lead.isLocked())) await delay(TRY_EVERY_MS, undefined, { signal });
      return lead;
    } catch (error) {
      await lead.release();
      throw error;
    }
  }

  get lost(): AbortSignal {
    return this.gone.signal;
  }

  query(sql: string, values?: unknown[]): Promise<Answer> {
    return this.client.query(sql, values);
  }

  waitForMore(ms: number, signal: AbortSignal): Promise<void> {
    return this.bell.wait(ms, signal);
  }

  async release(): Promise<void> {
    await this.client.end().catch(() => undefined);
  }

  private async isLocked(): Promise<boolean> {
    const { rows } = await this.client.query<{ locked: boolean }>(TRY_LOCK);
    return rows[0]?.locked === true;
  }
}
