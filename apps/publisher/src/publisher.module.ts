import { contracts } from '@app/contracts';
import { type Contract, EventPublisher, KafkaModule } from '@app/kafka';
import { FlushSpansModule, HealthModule, MetricsModule, publisherMetrics } from '@app/observability';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { DocsModule } from './docs/docs.module.js';
import { Drain } from './http/drain.js';
import { EventsRoute } from './http/events/events-route.js';
import { Publishing } from './http/events/publishing.js';
import { HTTP_OPTIONS, type HttpOptions } from './http/http-options.js';
import { DEADLINE_MS } from './http/limits.js';
import { MethodNotAllowed } from './http/method-not-allowed.js';
import { ProblemFilter } from './http/problem.filter.js';
import { TopicsController } from './http/topics.controller.js';
import { FIRST_BROKER, StandardInput } from './stdin/standard-input.js';

export interface PublisherOptions {
  /** At least one `host:port`. */
  readonly brokers: readonly string[];
  /** Default: every contract of this repository. */
  readonly contracts?: readonly Contract[];
  /** Default: 10 s for an event to be in the log, and no limit of rate. */
  readonly http?: Partial<HttpOptions>;
}

/** Takes events in by HTTP and by lines, and publishes them to Kafka. */
@Module({})
export class PublisherModule {
  static forRoot({ brokers, contracts: published = contracts, http }: PublisherOptions): DynamicModule {
    return {
      module: PublisherModule,
      imports: [
        KafkaModule.forRoot({ brokers, clientId: 'publisher', contracts: published }),
        DocsModule,
        FlushSpansModule,
        HealthModule.forRootAsync({ inject: [EventPublisher], useFactory: kafkaCheck }),
        MetricsModule.forRootAsync({ inject: [EventPublisher], useFactory: publisherMetrics }),
      ],
      controllers: [TopicsController],
      providers: [
        EventsRoute,
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

const HTTP_DEFAULTS: HttpOptions = { deadlineMs: DEADLINE_MS, rateLimit: undefined };

const kafkaCheck = (publisher: EventPublisher) => [
  {
    name: 'kafka',
    problem: () => (publisher.connected ? undefined : 'the Kafka brokers cannot be reached'),
  },
];
