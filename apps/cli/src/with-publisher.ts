import {
  BrokersUnavailableError,
  clusterState,
  type Contract,
  createKafka,
  EventPublisher,
  KafkaModule,
  type KafkaSettings,
  type Receipt,
} from '@app/kafka';
import { NestFactory } from '@nestjs/core';
import { withPool } from './with-pool.js';

export type Publish = (data: object) => Promise<Receipt>;

/** For so long brokers that answer may take to let us publish. */
const READY_MS = 15_000;

/**
 * Runs `use` with a publisher and closes it, whatever happens. The topic is made where it is not there, as the apps
 * make it.
 *
 * @throws BrokersUnavailableError where an app would go on trying.
 */
export async function withPublisher(
  settings: KafkaSettings,
  contract: Contract,
  use: (publisher: EventPublisher) => Promise<void>,
): Promise<void> {
  await withPool(createKafka(settings), (pool) => clusterState(pool, [contract.topic]));
  const module = KafkaModule.forRoot({ ...settings, contracts: [contract] });
  const app = await NestFactory.createApplicationContext(module, { logger: false });
  try {
    const publisher = app.get(EventPublisher);
    await readyInTime(publisher);
    await use(publisher);
  } finally {
    await app.close();
  }
}

async function readyInTime(publisher: EventPublisher): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const refuse = (): void => reject(new BrokersUnavailableError('the brokers do not let us publish'));
    timer = setTimeout(refuse, READY_MS);
  });
  await Promise.race([publisher.ready(), late]).finally(() => clearTimeout(timer));
}
