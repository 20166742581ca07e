import { messageOf } from '@app/kafka';
import {
  type DynamicModule,
  Inject,
  Logger,
  Module,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { DATABASE, DatabaseModule } from './database.module.js';
import type { Database } from './database/database.js';
import { Inbox } from './inbox/inbox.js';

export interface InboxModuleOptions {
  /** As `openDatabase` takes it. */
  readonly databaseUrl: string;
  /** Whose events these are: the consumer group. */
  readonly consumer: string;
}

/** As long as Kafka keeps records by default: what comes again, comes within that. */
const KEPT_MS = 7 * 24 * 3_600_000;
const CLEAN_EVERY_MS = 3_600_000;

/** Provides `Inbox`, and has it forget after 7 days. */
@Module({})
export class InboxModule implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('Inbox');
  private timer: NodeJS.Timeout | undefined;

  constructor(@Inject(Inbox) private readonly inbox: Inbox) {}

  static forRoot({ databaseUrl, consumer }: InboxModuleOptions): DynamicModule {
    return {
      module: InboxModule,
      global: true,
      imports: [DatabaseModule.forRoot(databaseUrl)],
      providers: [
        {
          provide: Inbox,
          inject: [DATABASE],
          useFactory: (database: Database) => new Inbox(database, consumer),
        },
      ],
      exports: [Inbox],
    };
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.clean(), CLEAN_EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** What is not forgotten now is an hour later. */
  private async clean(): Promise<void> {
    await this.inbox.clean(KEPT_MS).catch((error: unknown) => this.logger.warn(messageOf(error)));
  }
}
