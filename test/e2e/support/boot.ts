import { EventPublisher, type KafkaAccess, KafkaStrategy } from '@app/kafka';
import type { LoggerService } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { publisherAdapter } from '../../../apps/publisher/src/http/publisher-adapter.js';
import { PublisherModule, type PublisherOptions } from '../../../apps/publisher/src/publisher.module.js';
import { subscriberAdapter } from '../../../apps/subscriber/src/subscriber-adapter.js';
import { SubscriberModule, type SubscriberOptions } from '../../../apps/subscriber/src/subscriber.module.js';

interface BootOptions extends KafkaAccess {
  readonly logger: LoggerService;
}

/** The publisher as its `main.ts` makes it, connected to the brokers unless it shall not be, without a port. */
export async function bootPublisher(
  { brokers, logger, ...options }: BootOptions & Omit<PublisherOptions, 'brokers'>,
  { connected = true } = {},
): Promise<NestFastifyApplication> {
  const imports = [PublisherModule.forRoot({ brokers, ...options })];
  const testing = await Test.createTestingModule({ imports }).setLogger(logger).compile();
  const app = testing.createNestApplication<NestFastifyApplication>(
    publisherAdapter({ isGuarded: options.access !== undefined }),
    {
      bodyParser: false,
    },
  );
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  if (connected) await app.get(EventPublisher).ready();
  return app;
}

/** The subscriber as its `main.ts` makes it, a member of its group. */
export async function bootSubscriber({
  brokers,
  logger,
  ...options
}: BootOptions & Omit<SubscriberOptions, 'brokers'>): Promise<NestFastifyApplication> {
  const imports = [SubscriberModule.forRoot({ brokers, ...options })];
  const testing = await Test.createTestingModule({ imports }).setLogger(logger).compile();
  const app = testing.createNestApplication<NestFastifyApplication>(subscriberAdapter());
  app.connectMicroservice({ strategy: app.get(KafkaStrategy) });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  await app.startAllMicroservices();
  return app;
}
