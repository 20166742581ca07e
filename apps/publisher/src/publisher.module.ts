import { contracts } from '@app/contracts';
import { type Contract, EventPublisher, KafkaModule } from '@app/kafka';
import { HealthModule } from '@app/observability';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { EventsController } from './http/events.controller.js';
import { ProblemFilter } from './http/problem.filter.js';
import { FIRST_BROKER, StandardInput } from './stdin/standard-input.js';

export interface PublisherOptions {
  /** At least one `host:port`. */
  readonly brokers: readonly string[];
  /** Default: every contract of this repository. */
  readonly contracts?: readonly Contract[];
}

/** Takes events in by HTTP and by lines, and publishes them to Kafka. */
@Module({})
export class PublisherModule {
  static forRoot({ brokers, contracts: published = contracts }: PublisherOptions): DynamicModule {
    return {
      module: PublisherModule,
      imports: [
        KafkaModule.forRoot({ brokers, clientId: 'publisher', contracts: published }),
        HealthModule.forRootAsync({ inject: [EventPublisher], useFactory: kafkaCheck }),
      ],
      controllers: [EventsController],
      providers: [
        StandardInput,
        { provide: FIRST_BROKER, useValue: brokers[0] },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
    };
  }
}

const kafkaCheck = (publisher: EventPublisher) => [
  {
    name: 'kafka',
    problem: () => (publisher.connected ? undefined : 'the Kafka brokers cannot be reached'),
  },
];
