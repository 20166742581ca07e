import { EventPublisher, KafkaModule } from '@app/kafka';
import { NestFactory } from '@nestjs/core';
import { orderFor } from '../../support/order-json.js';
import { orders } from '../../support/order.js';
import { pace } from '../../support/pace.js';
import { brokers, sayReady } from '../../support/settings.js';
import { rate } from '../settings.js';

const module = KafkaModule.forRoot({ brokers, clientId: 'bench-send', contracts: [orders] });
const app = await NestFactory.createApplicationContext(module, { logger: ['error'] });
app.enableShutdownHooks();
const publisher = app.get(EventPublisher);
await publisher.ready();
pace(rate, (due) => void publisher.publish(orders, orderFor(String(due))));
sayReady();
