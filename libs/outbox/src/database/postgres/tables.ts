import type { Table } from '../database.js';

/**
 * `id` is taken after the lock of the event's key (`append.ts`), so among rows of one key its order is that of their
 * commits. A hash index takes ids of any length.
 */
const outbox: Table = {
  name: 'outbox',
  statements: [
    `CREATE TABLE outbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id text NOT NULL,
    topic text NOT NULL,
    key bytea,
    value bytea NOT NULL,
    headers text NOT NULL,
    time bigint NOT NULL,
    refused text
  )`,
    'CREATE INDEX outbox_event_id ON outbox USING hash (event_id)',
  ],
};

const inbox: Table = {
  name: 'inbox',
  statements: [
    `CREATE TABLE inbox (
    consumer text NOT NULL,
    event bytea NOT NULL,
    handled_at bigint NOT NULL,
    PRIMARY KEY (consumer, event)
  )`,
    'CREATE INDEX inbox_handled_at ON inbox (handled_at)',
  ],
};

export const tables = { outbox, inbox };
