import {
  type DynamicModule,
  Inject,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { ensureTopics } from './admin/ensure-topics.js';
import { createKafka, type KafkaSettings } from './client/create-kafka.js';
import type { Contract } from './contract/contract.js';
import { Contracts } from './contract/contracts.js';
import { EventPublisher } from './publish/event-publisher.js';
import { Producer } from './publish/producer.js';

export interface KafkaModuleOptions extends KafkaSettings {
  readonly contracts: readonly Contract[];
}

/** Provides `EventPublisher` and `Contracts`. Topics are created and the brokers reached in the background. */
@Module({})
export class KafkaModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    @Inject(Producer) private readonly producer: Producer,
    @Inject(EventPublisher) private readonly publisher: EventPublisher,
  ) {}

  static forRoot(options: KafkaModuleOptions): DynamicModule {
    const kafka = createKafka(options);
    const producer = new Producer({
      kafka,
      topics: options.contracts.map(({ topic }) => topic),
      prepare: () => ensureTopics(kafka, options.contracts),
    });
    return {
      module: KafkaModule,
      global: true,
      providers: [
        { provide: Contracts, useFactory: () => new Contracts(options.contracts) },
        { provide: Producer, useValue: producer },
        { provide: EventPublisher, useFactory: () => new EventPublisher(producer, `/${options.clientId}`) },
      ],
      exports: [Contracts, EventPublisher],
    };
  }

  /** Not awaited: an app without brokers starts, says so, and answers 503 until they are there. */
  onApplicationBootstrap(): void {
    this.producer.open();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.publisher.close();
  }
}
