export { DATABASE, DatabaseModule } from './database.module.js';
export type { Answer, Database, Transaction } from './database/database.js';
export { DatabaseUnavailableError } from './database/errors.js';
export { isDatabaseUrl, openDatabase } from './database/open-database.js';
export { Inbox } from './inbox/inbox.js';
export { InboxModule, type InboxModuleOptions } from './inbox.module.js';
export { Outbox } from './outbox/outbox.js';
export { OutboxModule, type OutboxModuleOptions } from './outbox.module.js';
export { OutboxRelay, type OutboxRelayOptions, type OutboxStats } from './relay/outbox-relay.js';
