/** One writer at a time: the order of `id` is that of commits. */
const OUTBOX = [
  `CREATE TABLE IF NOT EXISTS outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id TEXT NOT NULL,
    topic TEXT NOT NULL,
    key BLOB,
    value BLOB NOT NULL,
    headers TEXT NOT NULL,
    time INTEGER NOT NULL,
    refused TEXT
  )`,
  'CREATE INDEX IF NOT EXISTS outbox_event_id ON outbox (event_id)',
];

const INBOX = [
  `CREATE TABLE IF NOT EXISTS inbox (
    consumer TEXT NOT NULL,
    event BLOB NOT NULL,
    handled_at INTEGER NOT NULL,
    PRIMARY KEY (consumer, event)
  )`,
  'CREATE INDEX IF NOT EXISTS inbox_handled_at ON inbox (handled_at)',
];

export const tables = { outbox: OUTBOX, inbox: INBOX };
