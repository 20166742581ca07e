import { KafkaStrategy } from '@app/kafka';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { Meter } from '../../support/meter.js';
import { close, serve } from '../../support/nest.js';
import { Order, orders } from '../../support/order.js';
import { brokers, groupId, topic } from '../../support/settings.js';

const meter = new Meter(close);

@Controller()
class Orders {
  @EventPattern(topic)
  onOrder(@Payload() order: Order): void {
    if (!(order instanceof Order)) throw new Error('not validated');
    meter.add();
  }
}

await serve(Orders, {
  strategy: new KafkaStrategy({ brokers, clientId: 'bench', groupId, contracts: [orders] }),
});
