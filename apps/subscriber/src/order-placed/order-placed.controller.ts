import { OrderPlaced } from '@app/contracts';
import { Controller, Inject, Logger } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { GROUP_ID } from '../group-id.js';

@Controller()
export class OrderPlacedController {
  private readonly logger = new Logger(OrderPlacedController.name);

  constructor(@Inject(GROUP_ID) private readonly groupId: string) {}

  @EventPattern('order-placed')
  onOrder(@Payload() order: OrderPlaced): void {
    this.logger.log(
      `${this.groupId} received: order ${order.orderId} of ${order.customerId}, ${order.items.length} items`,
    );
  }
}
