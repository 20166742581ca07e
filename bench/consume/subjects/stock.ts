import { Controller, ValidationPipe } from '@nestjs/common';
import { EventPattern, Payload, Transport } from '@nestjs/microservices';
import { Meter } from '../meter.js';
import { close, serve } from '../nest.js';
import { Order } from '../order.js';
import { brokers, groupId } from '../settings.js';
import { TOPIC } from '../topic.js';

const meter = new Meter(close);

@Controller()
class Orders {
  @EventPattern(TOPIC)
  onOrder(@Payload() order: Order): void {
    if (validated && !(order instanceof Order)) throw new Error('not validated');
    meter.add();
  }
}

const validated = process.env['BENCH_VALIDATED'] === 'true';
const options = {
  client: { brokers, logLevel: 0 },
  consumer: { groupId },
  subscribe: { fromBeginning: true },
};
await serve(Orders, { transport: Transport.KAFKA, options }, (app) => {
  if (validated) app.useGlobalPipes(new ValidationPipe({ transform: true, whitelist: true }));
});
