import { contracts } from '@app/contracts';
import { ConsumerModule, type KafkaAccess, KafkaStrategy } from '@app/kafka';
import {
  consumerMetrics,
  consumerReadiness,
  FlushSpansModule,
  HealthModule,
  MetricsModule,
} from '@app/observability';
import { InboxModule } from '@app/outbox';
import { AccessModule, type AccessSettings } from '@app/security';
import { type DynamicModule, Module } from '@nestjs/common';
import { EventStreamController, STREAM_ACCESS } from './event-stream/event-stream.controller.js';
import { GROUP_ID } from './group-id.js';
import * as handlers from './handlers.js';
import { ReceivedOrders } from './order-placed/received-orders.js';

export interface SubscriberOptions extends KafkaAccess {
  /** Consumer group. */
  readonly groupId: string;
  /** Not ready while a partition is further behind, in records. Default: any number. */
  readonly maxLag?: number | undefined;
  /** Of what was received, as `openDatabase` takes it. Default: in memory, gone with the process. */
  readonly databaseUrl?: string;
  /** Default: whoever reaches it may read. */
  readonly access?: AccessSettings;
}

const IN_MEMORY = 'file::memory:';

/** Receives events: a folder a topic, each with a line in `handlers.ts`. */
@Module({})
export class SubscriberModule {
  static forRoot({
    brokers,
    security,
    groupId,
    maxLag,
    databaseUrl = IN_MEMORY,
    access = {},
  }: SubscriberOptions): DynamicModule {
    return {
      module: SubscriberModule,
      imports: [
        AccessModule.forRoot(access),
        FlushSpansModule,
        ConsumerModule.forRoot({ brokers, security, clientId: 'subscriber', groupId, contracts }),
        InboxModule.forRoot({ databaseUrl, consumer: groupId }),
        HealthModule.forRootAsync({
          inject: [KafkaStrategy],
          useFactory: (strategy: KafkaStrategy) => [consumerReadiness(strategy, { maxLag })],
        }),
        MetricsModule.forRootAsync({ inject: [KafkaStrategy], useFactory: consumerMetrics }),
      ],
      controllers: [...Object.values(handlers), EventStreamController],
      providers: [
        ReceivedOrders,
        { provide: GROUP_ID, useValue: groupId },
        { provide: STREAM_ACCESS, useValue: { brokers, security } },
      ],
    };
  }
}
