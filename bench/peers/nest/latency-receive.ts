import { Controller, ValidationPipe } from '@nestjs/common';
import { EventPattern, Payload, Transport } from '@nestjs/microservices';
import { LatencyMeter } from '../../latency/latency-meter.js';
import { close, serve } from '../../support/nest.js';
import { Order } from '../../support/order.js';
import { brokers, groupId, topic } from '../../support/settings.js';

const meter = new LatencyMeter(close);

@Controller()
class Orders {
  @EventPattern(topic)
  onOrder(@Payload() order: Order): void {
    meter.add(BigInt(order.customerId));
  }
}

const options = {
  client: { brokers, logLevel: 0 },
  consumer: { groupId },
  subscribe: { fromBeginning: true },
};
await serve(Orders, { transport: Transport.KAFKA, options }, (app) =>
  app.useGlobalPipes(new ValidationPipe({ transform: true, whitelist: true })),
);
