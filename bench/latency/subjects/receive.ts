import { KafkaStrategy } from '@app/kafka';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { close, serve } from '../../support/nest.js';
import { Order, orders } from '../../support/order.js';
import { brokers, groupId, topic } from '../../support/settings.js';
import { LatencyMeter } from '../latency-meter.js';

const meter = new LatencyMeter(close);

@Controller()
class Orders {
  @EventPattern(topic)
  onOrder(@Payload() order: Order): void {
    meter.add(BigInt(order.customerId));
  }
}

await serve(Orders, {
  strategy: new KafkaStrategy({ brokers, clientId: 'bench', groupId, contracts: [orders] }),
});
