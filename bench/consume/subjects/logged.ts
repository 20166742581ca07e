import { KafkaStrategy } from '@app/kafka';
import { appLogger } from '@app/observability';
import { Controller, Logger } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { Meter } from '../../support/meter.js';
import { close, serve } from '../../support/nest.js';
import { Order, orders } from '../../support/order.js';
import { brokers, groupId, topic } from '../../support/settings.js';

const meter = new Meter(close);

/** Logs a line for each event, as production does. */
@Controller()
class Orders {
  private readonly logger = new Logger(Orders.name);

  @EventPattern(topic)
  onOrder(@Payload() order: Order): void {
    this.logger.log(`order ${order.orderId}`);
    meter.add();
  }
}

await serve(
  Orders,
  { strategy: new KafkaStrategy({ brokers, clientId: 'bench', groupId, contracts: [orders] }) },
  (app) => app.useLogger(appLogger({ LOG_LEVEL: 'log', LOG_FORMAT: 'json' })),
);
