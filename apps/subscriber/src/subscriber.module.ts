import { contracts } from '@app/contracts';
import { ConsumerModule, KafkaStrategy } from '@app/kafka';
import { HealthModule } from '@app/observability';
import { type DynamicModule, Module } from '@nestjs/common';
import { GROUP_ID } from './group-id.js';
import * as handlers from './handlers.js';

export interface SubscriberOptions {
  /** At least one `host:port`. */
  readonly brokers: readonly string[];
  /** Consumer group. */
  readonly groupId: string;
}

/** Receives events: a folder a topic, each with a line in `handlers.ts`. */
@Module({})
export class SubscriberModule {
  static forRoot({ brokers, groupId }: SubscriberOptions): DynamicModule {
    return {
      module: SubscriberModule,
      imports: [
        ConsumerModule.forRoot({ brokers, clientId: 'subscriber', groupId, contracts }),
        HealthModule.forRootAsync({
          inject: [KafkaStrategy],
          useFactory: (strategy: KafkaStrategy) => [consumerCheck(strategy)],
        }),
      ],
      controllers: Object.values(handlers),
      providers: [{ provide: GROUP_ID, useValue: groupId }],
    };
  }
}

const consumerCheck = (strategy: KafkaStrategy) => ({
  name: 'consumer',
  problem: () => strategy.problem,
});
