import { isDeepStrictEqual } from 'node:util';
import { orderPlaced, type OrderPlaced } from '@app/contracts';
import { PubSubError } from '@app/kafka';
import { DATABASE, type Database, Outbox, type Transaction } from '@app/outbox';
import { Inject, Injectable } from '@nestjs/common';

export interface PlacedOrder {
  readonly orderId: string;
  /** CloudEvents `id` of the order's event, however often it is asked for. */
  readonly eventId: string;
  /** Whether the order was placed by this call. */
  readonly isNew: boolean;
}

/** There is an order of this id that says something else. Nothing was written. */
class OrderConflictError extends PubSubError {
  readonly code = 'ORDER_EXISTS';
  readonly canRetry = false;

  constructor(orderId: string) {
    super(`there is another order ${orderId}; an order that was placed does not change`);
  }
}

/** As JSON, since PostgreSQL's text knows no NUL, which JSON escapes. */
const ORDERS = {
  name: 'orders',
  statements: [
    'CREATE TABLE orders (order_id text PRIMARY KEY, content text NOT NULL, event_id text NOT NULL)',
  ],
};

const INSERT = `
  INSERT INTO orders (order_id, content, event_id) VALUES ($1, $2, $3)
  ON CONFLICT DO NOTHING RETURNING order_id`;

/** Orders, each of which is there together with its event or not at all. */
@Injectable()
export class Orders {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
  ) {
    database.declare(ORDERS);
  }

  /**
   * Places an order. The same order again changes nothing, and has the same event.
   *
   * @throws InvalidEventError, OrderConflictError, DatabaseUnavailableError
   */
  async place(order: OrderPlaced): Promise<PlacedOrder> {
    const { orderId } = order;
    try {
      return await this.database.transaction(async (tx) => {
        const eventId = await this.outbox.add(tx, orderPlaced, order);
        const { rows } = await tx.query(INSERT, [orderId, JSON.stringify(order), eventId]);
        // Takes back the event too.
        if (rows.length === 0) throw new PlacedBefore();
        return { orderId, eventId, isNew: true };
      });
    } catch (error) {
      if (!(error instanceof PlacedBefore)) throw error;
      return this.find(this.database, order);
    }
  }

  private async find(tx: Transaction, order: OrderPlaced): Promise<PlacedOrder> {
    const { orderId } = order;
    const { rows } = await tx.query('SELECT content, event_id FROM orders WHERE order_id = $1', [orderId]);
    const { content, event_id } = rows[0] ?? {};
    const isSame = isDeepStrictEqual(JSON.parse(String(content)), JSON.parse(JSON.stringify(order)));
    if (!isSame) throw new OrderConflictError(orderId);
    return { orderId, eventId: String(event_id), isNew: false };
  }
}

class PlacedBefore extends Error {}
