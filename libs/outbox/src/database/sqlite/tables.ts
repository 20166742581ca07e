import type { Table } from '../database.js';

/** One writer at a time: the order of `id` is that of commits. */
const outbox: Table = {
  name: 'outbox',
  statements: [
    `CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id TEXT NOT NULL,
    topic TEXT NOT NULL,
    key BLOB,
    value BLOB NOT NULL,
    headers TEXT NOT NULL,
    time INTEGER NOT NULL,
    refused TEXT
  )`,
    'CREATE INDEX outbox_event_id ON outbox (event_id)',
  ],
};

const inbox: Table = {
  name: 'inbox',
  statements: [
    `CREATE TABLE inbox (
    consumer TEXT NOT NULL,
    event BLOB NOT NULL,
    handled_at INTEGER NOT NULL,
    PRIMARY KEY (consumer, event)
  )`,
    'CREATE INDEX inbox_handled_at ON inbox (handled_at)',
  ],
};

export const tables = { outbox, inbox };
