import { setTimeout as wait } from 'node:timers/promises';
import { KafkaStrategy } from '@app/kafka';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { Meter } from '../../support/meter.js';
import { close, serve } from '../../support/nest.js';
import { Order } from '../../support/order.js';
import { brokers, groupId } from '../../support/settings.js';
import { contracts, handlerMs, topics } from '../settings.js';

const meter = new Meter(close, handlerMs > 0 ? 1 : undefined);

/** Handles all topics; with a handler that waits, as one does that asks a database. */
@Controller()
class Orders {
  @EventPattern(topics)
  onOrder(@Payload() order: Order): Promise<void> | undefined {
    if (!(order instanceof Order)) throw new Error('not validated');
    if (handlerMs > 0) return wait(handlerMs).then(() => meter.add());
    meter.add();
    return undefined;
  }
}

await serve(Orders, { strategy: new KafkaStrategy({ brokers, clientId: 'bench', groupId, contracts }) });
