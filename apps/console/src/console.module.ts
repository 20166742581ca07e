import { contracts } from '@app/contracts';
import { Contracts, KafkaModule } from '@app/kafka';
import { HealthModule } from '@app/observability';
import { AccessModule } from '@app/security';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { AuditLog } from './audit/audit-log.js';
import { Cluster } from './cluster/cluster.js';
import { Sampler } from './cluster/sampler.js';
import { ContractsController } from './contracts/contracts.controller.js';
import { DeadLettersController } from './dead-letters/dead-letters.controller.js';
import { Redrives } from './dead-letters/redrives.js';
import { GroupsController } from './groups/groups.controller.js';
import { LagHistories } from './groups/lag-histories.js';
import { EventStreams } from './http/event-streams.js';
import { ProblemFilter } from './http/problem.filter.js';
import { type ConsoleOptions, OPTIONS, type Options } from './options.js';
import { OverviewController } from './overview/overview.controller.js';
import { Overviews } from './overview/overviews.js';
import { Publishers } from './overview/publishers.js';
import { PublishController } from './publish/publish.controller.js';
import { RecordReader } from './records/record-reader.js';
import { RecordsController } from './records/records.controller.js';
import { Tails } from './records/tails.js';
import { SessionController } from './session/session.controller.js';
import { TopicList } from './topics/topic-list.js';
import { TopicReader } from './topics/topic-reader.js';
import { TopicsController } from './topics/topics.controller.js';

/** Shows the cluster, and lets an operator act. */
@Module({})
export class ConsoleModule {
  static forRoot(given: ConsoleOptions): DynamicModule {
    const options: Options = { contracts, access: {}, ...given };
    const operable = Object.values(options.access).some((each) => each !== undefined);
    return {
      module: ConsoleModule,
      imports: [
        AccessModule.forRoot(options.access),
        HealthModule.forRootAsync({ inject: [], useFactory: () => [] }),
        ...(operable ? [producer(options)] : []),
      ],
      controllers: [
        SessionController,
        OverviewController,
        ...(operable ? [PublishController] : []),
        RecordsController,
        TopicsController,
        GroupsController,
        DeadLettersController,
        ContractsController,
      ],
      providers: [
        { provide: OPTIONS, useValue: options },
        { provide: Contracts, useFactory: () => new Contracts(options.contracts) },
        { provide: APP_FILTER, useClass: ProblemFilter },
        AuditLog,
        Cluster,
        EventStreams,
        LagHistories,
        Overviews,
        Publishers,
        RecordReader,
        Redrives,
        Sampler,
        Tails,
        TopicList,
        TopicReader,
      ],
    };
  }
}

/** Creates the topics of contracts that are missing, which a console that only reads must not do. */
const producer = ({ brokers, security, contracts: published }: Options): DynamicModule =>
  KafkaModule.forRoot({ brokers, security, clientId: 'console', contracts: published });
