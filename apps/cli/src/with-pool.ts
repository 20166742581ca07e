import { BrokerPool } from '@app/kafka';
import type { Kafka } from 'kafkajs';

/** Runs `use` with connections to the brokers and ends them, whatever happens. */
export async function withPool<T>(kafka: Kafka, use: (pool: BrokerPool) => Promise<T>): Promise<T> {
  const pool = new BrokerPool(kafka);
  try {
    return await use(pool);
  } finally {
    await pool.close();
  }
}
