import type { OrderPlaced } from '@app/contracts';
import { DATABASE, type Database, Inbox } from '@app/outbox';
import { Inject, Injectable } from '@nestjs/common';
import type { KafkaContext } from '@nestjs/microservices';

const RECEIVED_ORDERS = {
  name: 'received_orders',
  statements: ['CREATE TABLE received_orders (order_id text NOT NULL, content text NOT NULL)'],
};

/** Orders that were received: each once, though its event may come again. */
@Injectable()
export class ReceivedOrders {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Inbox) private readonly inbox: Inbox,
  ) {
    database.declare(RECEIVED_ORDERS);
  }

  /** @returns whether it was not there before. */
  add(order: OrderPlaced, context: KafkaContext): Promise<boolean> {
    return this.database.transaction((tx) =>
      this.inbox.once(tx, context, () =>
        tx.query('INSERT INTO received_orders (order_id, content) VALUES ($1, $2)', [
          order.orderId,
          JSON.stringify(order),
        ]),
      ),
    );
  }
}
