import { OrderPlaced } from '@app/contracts';
import { Controller, Inject, Logger } from '@nestjs/common';
import { Ctx, EventPattern, KafkaContext, Payload } from '@nestjs/microservices';
import { GROUP_ID } from '../group-id.js';
import { ReceivedOrders } from './received-orders.js';

@Controller()
export class OrderPlacedController {
  private readonly logger = new Logger(OrderPlacedController.name);

  constructor(
    @Inject(GROUP_ID) private readonly groupId: string,
    private readonly orders: ReceivedOrders,
  ) {}

  // Nest's other signature has no place for the context's type.
  // oxlint-disable-next-line typescript/no-unnecessary-type-arguments
  @EventPattern<string>('order-placed')
  async onOrder(@Payload() order: OrderPlaced, @Ctx() context: KafkaContext): Promise<void> {
    if (!(await this.orders.add(order, context))) return;
    this.logger.log(
      `${this.groupId} received: order ${order.orderId} of ${order.customerId}, ${order.items.length} items`,
    );
  }
}
