import { kafkaSecurity, readEnvironment } from '@app/config';
import { KafkaStrategy } from '@app/kafka';
import { appLogger, startApp, tellParent } from '@app/observability';
import { accessSettings, serverSettings } from '@app/security';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { subscriberEnvironment } from './settings.js';
import { subscriberAdapter } from './subscriber-adapter.js';
import { SubscriberModule } from './subscriber.module.js';

await startApp(async () => {
  const settings = readEnvironment(subscriberEnvironment);
  const app = await NestFactory.create<NestFastifyApplication>(
    SubscriberModule.forRoot({
      brokers: settings.KAFKA_BROKERS,
      security: kafkaSecurity(settings),
      groupId: settings.KAFKA_GROUP_ID,
      maxLag: settings.READY_MAX_LAG,
      databaseUrl: settings.DATABASE_URL ?? `file:${settings.LOCAL_KAFKA_FOLDER}/subscriber.sqlite`,
      access: accessSettings(settings),
    }),
    subscriberAdapter(serverSettings(settings)),
    { logger: appLogger(settings), abortOnError: false },
  );
  app.connectMicroservice({ strategy: app.get(KafkaStrategy) });
  // The signal itself would take the lines that are still to be written with it.
  app.enableShutdownHooks([], { useProcessExit: true });
  // Health first: the group is joined only once the brokers are there.
  await app.listen(settings.PORT, settings.HOST);
  await app.startAllMicroservices();
  tellParent({ kind: 'ready' });
});
