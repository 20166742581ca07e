import { EventPublisher, KafkaModule } from '@app/kafka';
import { NestFactory } from '@nestjs/core';
import { Meter } from '../../support/meter.js';
import { orderFor } from '../../support/order-json.js';
import { brokers } from '../../support/settings.js';
import { contracts, eventBytes, keys } from '../settings.js';

const AT_ONCE = 500;
const records = Number(process.env['BENCH_RECORDS']);

/** Publishes as many events as it is told, by turns to all topics, five hundred on their way. */
const module = KafkaModule.forRoot({ brokers, clientId: 'bench-publish', contracts });
const app = await NestFactory.createApplicationContext(module, { logger: ['error'] });
const publisher = app.get(EventPublisher);
await publisher.ready();
const order = orderFor('', eventBytes);
const meter = new Meter(() => app.close());
let next = 0;
const publishMore = async (): Promise<void> => {
  while (next < records) {
    const turn = next++;
    const contract = contracts[turn % contracts.length];
    const customerId = `customer-${turn % keys}`;
    if (contract) await publisher.publish(contract, { ...order, customerId });
    meter.add();
  }
};
await Promise.all(Array.from({ length: AT_ONCE }, publishMore));
