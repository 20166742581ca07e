import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ConfigurationError, messageOf } from '@app/kafka';
import type Sqlite from 'libsql';

export const MEMORY = ':memory:';

/** For another process that writes to the same file. */
const BUSY_MS = 5_000;

/**
 * Loaded only where it is used: who has a PostgreSQL needs no native module.
 *
 * @throws ConfigurationError when the file cannot be opened.
 */
export async function connect(path: string, busyMs = BUSY_MS): Promise<Sqlite.Database> {
  try {
    const { default: Database } = await import('libsql');
    if (path !== MEMORY) await mkdir(dirname(path), { recursive: true });
    const database = new Database(path);
    database.exec(`PRAGMA busy_timeout = ${busyMs}`);
    return database;
  } catch (error) {
    throw new ConfigurationError([
      `the database ${path} cannot be opened: ${messageOf(error)}; DATABASE_URL says which one to use`,
    ]);
  }
}

/** Runs a statement; blobs come as `Buffer`s, like `pg`'s. */
export function run(database: Sqlite.Database, sql: string, values: readonly unknown[]) {
  const statement = database.prepare(sql);
  const named = Object.fromEntries(values.map((value, index) => [index + 1, value]));
  const rows = (values.length > 0 ? statement.all(named) : statement.all()) as Record<string, unknown>[];
  return { rows: rows.map(withBuffers) };
}

const withBuffers = (row: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      value instanceof ArrayBuffer ? Buffer.from(value) : value,
    ]),
  );
