import { KafkaStrategy } from '@app/kafka';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { Meter } from '../meter.js';
import { close, serve } from '../nest.js';
import { Order, orders } from '../order.js';
import { brokers, groupId } from '../settings.js';
import { TOPIC } from '../topic.js';

const meter = new Meter(close);

@Controller()
class Orders {
  @EventPattern(TOPIC)
  onOrder(@Payload() order: Order): void {
    if (!(order instanceof Order)) throw new Error('not validated');
    meter.add();
  }
}

await serve(Orders, {
  strategy: new KafkaStrategy({ brokers, clientId: 'bench', groupId, contracts: [orders] }),
});
