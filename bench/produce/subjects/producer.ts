import { createKafka, Producer } from '@app/kafka';
import { brokers, topic } from '../../support/settings.js';
import { keepProducing } from '../keep-producing.js';
import type { nextRecord } from '../record.js';

const AT_ONCE = 4;
const producers = Array.from({ length: Number(process.env['BENCH_PRODUCERS'] ?? '1') }, () => {
  return new Producer({ kafka: createKafka({ brokers, clientId: 'bench' }), topics: [topic] });
});
for (const producer of producers) producer.open();
await Promise.all(producers.map((producer) => producer.ready()));

async function produce(record: ReturnType<typeof nextRecord>): Promise<void> {
  await producers[record.partition % producers.length]?.produce({ topic, ...record });
}

await keepProducing((records) => Promise.all(records.map(produce)), AT_ONCE);
