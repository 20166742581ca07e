import { createKafka, type KafkaSettings } from '@app/kafka';
import {
  type DynamicModule,
  Inject,
  Logger,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { DATABASE, DatabaseModule } from './database.module.js';
import type { Database } from './database/database.js';
import { Outbox } from './outbox/outbox.js';
import { OutboxRelay } from './relay/outbox-relay.js';

export interface OutboxModuleOptions {
  /** As `openDatabase` takes it. */
  readonly databaseUrl: string;
  readonly kafka: KafkaSettings;
}

/** Provides `Outbox`, and `OutboxRelay`, which publishes what comes into it while the app runs. */
@Module({})
export class OutboxModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(@Inject(OutboxRelay) private readonly relay: OutboxRelay) {}

  static forRoot({ databaseUrl, kafka }: OutboxModuleOptions): DynamicModule {
    const { clientId } = kafka;
    return {
      module: OutboxModule,
      global: true,
      imports: [DatabaseModule.forRoot(databaseUrl)],
      providers: [
        {
          provide: Outbox,
          inject: [DATABASE],
          useFactory: (database: Database) => new Outbox(database, `/${clientId}`),
        },
        {
          provide: OutboxRelay,
          inject: [DATABASE],
          useFactory: (database: Database) => relayOf(database, { ...kafka, clientId: `${clientId}-outbox` }),
        },
      ],
      exports: [Outbox, OutboxRelay],
    };
  }

  onApplicationBootstrap(): void {
    this.relay.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.relay.stop();
  }
}

function relayOf(database: Database, kafka: KafkaSettings): OutboxRelay {
  const logger = new Logger('Outbox');
  return new OutboxRelay({ database, kafka: createKafka(kafka), report: (line) => logger.warn(line) });
}
