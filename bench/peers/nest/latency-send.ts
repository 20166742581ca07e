import { ClientKafka } from '@nestjs/microservices';
import { rate } from '../../latency/settings.js';
import { orderFor } from '../../support/order-json.js';
import { pace } from '../../support/pace.js';
import { brokers, sayReady, topic } from '../../support/settings.js';

const client = new ClientKafka({ producerOnlyMode: true, client: { brokers, logLevel: 0 } });
await client.connect();
pace(rate, (due) => void client.emit(topic, { value: orderFor(String(due)) }));
sayReady();
