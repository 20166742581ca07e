import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openDatabase } from '../open-database.js';
import { SqliteDatabase } from './sqlite-database.js';

async function inFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sqlite-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

async function withTable(path = ':memory:'): Promise<SqliteDatabase> {
  const database = await SqliteDatabase.open(path);
  onTestFinished(() => database.close());
  database.declare({ name: 'lines', statements: ['CREATE TABLE lines (n INTEGER, bytes BLOB)'] });
  return database;
}

const INSERT = 'INSERT INTO lines (n, bytes) VALUES ($1, $2) RETURNING n';
const ALL = 'SELECT n, bytes FROM lines ORDER BY n';

it('takes values by their numbers and gives bytes as they were', async () => {
  const database = await withTable();
  await database.query(INSERT, [2, Buffer.from([0, 255])]);
  await database.query('INSERT INTO lines (n) SELECT $2 + $1 + $1', [1, 5]);
  expect((await database.query(ALL)).rows).toEqual([
    { n: 2, bytes: Buffer.from([0, 255]) },
    { n: 7, bytes: null },
  ]);
});

it('keeps all of a transaction or nothing of it, one after the other', async () => {
  const database = await withTable();
  const failing = database.transaction(async (tx) => {
    await tx.query(INSERT, [1, null]);
    throw new Error('not this time');
  });
  const other = database.transaction((tx) => tx.query(INSERT, [2, null]));
  await expect(failing).rejects.toThrow('not this time');
  await other;
  expect((await database.query(ALL)).rows).toEqual([{ n: 2, bytes: null }]);
});

it('is led by one process at a time, and wakes it with each commit', async () => {
  const path = join(await inFolder(), 'a folder', 'data.sqlite');
  const [one, other] = [await withTable(path), await withTable(path)];
  const stop = new AbortController();
  const lead = await one.lead(stop.signal);
  const next = other.lead(stop.signal);
  const woken = lead.waitForMore(1_000_000, stop.signal);
  await one.transaction((tx) => tx.query(INSERT, [1, null]));
  await woken;
  expect((await lead.query(ALL)).rows).toHaveLength(1);
  await lead.release();
  await (await next).release();
});

it('says in one line why a file cannot be opened', async () => {
  const path = await inFolder();
  await expect(openDatabase(`file:${path}`)).rejects.toThrow(
    /^the database .* cannot be opened: .*DATABASE_URL/,
  );
  await expect(openDatabase('mysql://host/name')).rejects.toThrow('postgres://');
});
