import { BrokerPool, createKafka } from '@app/kafka';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { OPTIONS, type Options } from '../options.js';

/** The brokers, for requests that are answered at once. */
@Injectable()
export class Cluster implements OnApplicationShutdown {
  readonly kafka;
  readonly pool: BrokerPool;

  constructor(@Inject(OPTIONS) { brokers, security }: Options) {
    this.kafka = createKafka({ brokers, security, clientId: 'console' });
    this.pool = this.newPool();
  }

  /** For requests that wait, and would hold up others on the same connection. Its owner closes it. */
  newPool(): BrokerPool {
    return new BrokerPool(this.kafka);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.close();
  }
}
