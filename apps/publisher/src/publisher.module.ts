import { contracts } from '@app/contracts';
import { type Contract, EventPublisher, type KafkaAccess, KafkaModule } from '@app/kafka';
import { FlushSpansModule, HealthModule, MetricsModule, publisherMetrics } from '@app/observability';
import { OutboxModule, OutboxRelay } from '@app/outbox';
import { AccessModule, type AccessSettings } from '@app/security';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { DocsModule } from './docs/docs.module.js';
import { Drain } from './http/drain.js';
import { EventsFastPath } from './http/events/events-fast-path.js';
import { EventsRoute } from './http/events/events-route.js';
import { Publishing } from './http/events/publishing.js';
import { HTTP_OPTIONS, type HttpOptions } from './http/http-options.js';
import { DEADLINE_MS } from './http/limits.js';
import { MethodNotAllowed } from './http/method-not-allowed.js';
import { ProblemFilter } from './http/problem.filter.js';
import { TopicsController } from './http/topics.controller.js';
import { Orders } from './orders/orders.js';
import { OrdersRoute } from './orders/orders-route.js';
import { outboxMetrics } from './orders/outbox-metrics.js';
import { FIRST_BROKER, StandardInput } from './stdin/standard-input.js';

export interface PublisherOptions extends KafkaAccess {
  /** Default: every contract of this repository. */
  readonly contracts?: readonly Contract[];
  /** Of orders and their outbox, as `openDatabase` takes it. Default: in memory, gone with the process. */
  readonly databaseUrl?: string;
  /** Default: 10 s for an event to be in the log, and no limit of rate. */
  readonly http?: Partial<HttpOptions>;
  /** Default: whoever reaches it may publish. */
  readonly access?: AccessSettings;
}

/** Takes events in by HTTP and by lines, and publishes them to Kafka. */
@Module({})
export class PublisherModule {
  static forRoot({
    brokers,
    security,
    contracts: published = contracts,
    databaseUrl = IN_MEMORY,
    http,
    access = {},
  }: PublisherOptions): DynamicModule {
    const clientId = 'publisher';
    return {
      module: PublisherModule,
      imports: [
        KafkaModule.forRoot({ brokers, security, clientId, contracts: published }),
        AccessModule.forRoot(access),
        OutboxModule.forRoot({ databaseUrl, kafka: { brokers, security, clientId } }),
        DocsModule,
        FlushSpansModule,
        HealthModule.forRootAsync({ inject: [EventPublisher], useFactory: kafkaCheck }),
        MetricsModule.forRootAsync({
          inject: [EventPublisher, OutboxRelay],
          useFactory: (publisher: EventPublisher, relay: OutboxRelay) => [
            ...publisherMetrics(publisher),
            ...outboxMetrics(relay),
          ],
        }),
      ],
      controllers: [TopicsController],
      providers: [
        EventsFastPath,
        EventsRoute,
        Orders,
        OrdersRoute,
        Publishing,
        Drain,
        MethodNotAllowed,
        { provide: HTTP_OPTIONS, useValue: { ...HTTP_DEFAULTS, ...http } },
        StandardInput,
        { provide: FIRST_BROKER, useValue: brokers[0] },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
    };
  }
}

const IN_MEMORY = 'file::memory:';

const HTTP_DEFAULTS: HttpOptions = { deadlineMs: DEADLINE_MS, rateLimit: undefined };

const kafkaCheck = (publisher: EventPublisher) => [
  {
    name: 'kafka',
    problem: () => publisher.problem,
  },
];
