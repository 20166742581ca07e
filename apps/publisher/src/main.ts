import { kafkaSecurity, readEnvironment } from '@app/config';
import { EventPublisher } from '@app/kafka';
import { appLogger, startApp, tellParent } from '@app/observability';
import { accessSettings, serverSettings } from '@app/security';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { publisherAdapter } from './http/publisher-adapter.js';
import { PublisherModule } from './publisher.module.js';
import { publisherEnvironment } from './settings.js';
import { StandardInput } from './stdin/standard-input.js';

await startApp(async () => {
  const settings = readEnvironment(publisherEnvironment);
  const app = await NestFactory.create<NestFastifyApplication>(
    PublisherModule.forRoot({
      brokers: settings.KAFKA_BROKERS,
      security: kafkaSecurity(settings),
      databaseUrl: settings.DATABASE_URL ?? `file:${settings.LOCAL_KAFKA_FOLDER}/publisher.sqlite`,
      http: { rateLimit: settings.RATE_LIMIT },
      access: accessSettings(settings),
    }),
    publisherAdapter(serverSettings(settings)),
    { bodyParser: false, logger: appLogger(settings), abortOnError: false },
  );
  // The signal itself would take the lines that are still to be written with it.
  app.enableShutdownHooks([], { useProcessExit: true });
  await app.listen(settings.PORT, settings.HOST);
  const ready = app.get(EventPublisher).ready();
  // It rejects when the app is told to stop before the brokers are there: an end like any other.
  void ready.then(() => tellParent({ kind: 'ready' })).catch(() => undefined);
  if (process.argv.includes('--stdin')) await app.get(StandardInput).publishLines(process.stdin);
});
