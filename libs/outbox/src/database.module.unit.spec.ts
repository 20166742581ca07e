import { defineContract } from '@app/kafka';
import { Test } from '@nestjs/testing';
import { IsInt } from 'class-validator';
import { expect, it } from 'vitest';
import { DATABASE } from './database.module.js';
import type { Database } from './database/database.js';
import { Inbox } from './inbox/inbox.js';
import { InboxModule } from './inbox.module.js';
import { Outbox } from './outbox/outbox.js';
import { OutboxModule } from './outbox.module.js';

class Paid {
  @IsInt() readonly cents!: number;
}
const paid = defineContract({ topic: 'paid', type: 'test.paid.v1', payload: Paid });

it('is one database for the outbox and the inbox of an app', async () => {
  const databaseUrl = 'file::memory:';
  const kafka = { brokers: ['127.0.0.1:1'], clientId: 'test' };
  const imports = [
    OutboxModule.forRoot({ databaseUrl, kafka }),
    InboxModule.forRoot({ databaseUrl, consumer: 'a' }),
  ];
  const app = await Test.createTestingModule({ imports }).compile();
  const database = app.get<Database>(DATABASE);

  // Each has declared its tables where it is.
  await app.get(Inbox).done('event');
  await database.transaction((tx) => app.get(Outbox).add(tx, paid, { cents: 1 }));

  const { rows } = await database.query(
    'SELECT (SELECT count(*) FROM inbox) + (SELECT count(*) FROM outbox) AS n',
  );
  expect(rows).toEqual([{ n: 2 }]);
  await app.close();
});
