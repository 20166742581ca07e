import { ConfigurationError } from '@app/kafka';
import type { Database } from './database.js';
import { PostgresDatabase } from './postgres/postgres-database.js';
import { SqliteDatabase } from './sqlite/sqlite-database.js';

/** A server that may be away: the first statement finds out. */
const POSTGRES = /^postgres(?:ql)?:\/\//;
const FILE = /^file:(?<path>.+)$/;

/** Whether `openDatabase` knows what to do with it. */
export const isDatabaseUrl = (url: string): boolean => POSTGRES.test(url) || FILE.test(url);

/**
 * `postgres://user:password@host:port/database`, or `file:path` for the embedded SQLite, whose folder is created;
 * `file::memory:` is gone with the process.
 *
 * @throws ConfigurationError when it is neither, or the file cannot be opened.
 */
export async function openDatabase(url: string): Promise<Database> {
  if (POSTGRES.test(url)) return new PostgresDatabase(url);
  const path = FILE.exec(url)?.groups?.['path'];
  if (path !== undefined) return SqliteDatabase.open(path);
  throw new ConfigurationError(['a database is postgres://user:password@host:port/name or file:path']);
}
