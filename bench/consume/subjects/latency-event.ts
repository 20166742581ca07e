import { KafkaStrategy } from '@app/kafka';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { LatencyMeter } from '../latency/latency-meter.js';
import { close, serve } from '../nest.js';
import { Order, orders } from '../order.js';
import { brokers, groupId, latencyTopic } from '../settings.js';

const meter = new LatencyMeter(close);

@Controller()
class Orders {
  @EventPattern(latencyTopic)
  onOrder(@Payload() order: Order): void {
    meter.add(order.customerId);
  }
}

await serve(Orders, {
  strategy: new KafkaStrategy({
    brokers,
    clientId: 'bench',
    groupId,
    contracts: [{ ...orders, topic: latencyTopic }],
  }),
});
