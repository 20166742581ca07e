import { createKafka, Producer } from '@app/kafka';
import { measure } from '../meter.js';
import { brokers, type nextRecord, TOPIC } from '../record.js';

const producers = Array.from({ length: Number(process.env['BENCH_PRODUCERS'] ?? '1') }, () => {
  return new Producer({ kafka: createKafka({ brokers, clientId: 'bench' }), topics: [TOPIC] });
});
for (const producer of producers) producer.open();
await Promise.all(producers.map((producer) => producer.ready()));

async function produce(record: ReturnType<typeof nextRecord>): Promise<void> {
  await producers[record.partition % producers.length]?.produce({ topic: TOPIC, ...record });
}

await measure((records) => Promise.all(records.map(produce)), 4);
