import { EventPublisher, readEnvironment } from '@app/kafka';
import { appLogger, startApp, tellParent } from '@app/observability';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { takeRawBodies } from './http/raw-bodies.js';
import { PublisherModule } from './publisher.module.js';
import { publisherEnvironment } from './settings.js';
import { StandardInput } from './stdin/standard-input.js';

await startApp(async () => {
  const settings = readEnvironment(publisherEnvironment);
  const app = await NestFactory.create<NestFastifyApplication>(
    PublisherModule.forRoot({ brokers: settings.KAFKA_BROKERS }),
    new FastifyAdapter(),
    { bodyParser: false, logger: appLogger(settings), abortOnError: false },
  );
  takeRawBodies(app);
  app.enableShutdownHooks();
  await app.listen(settings.PORT, settings.HOST);
  await app.get(EventPublisher).ready();
  tellParent({ kind: 'ready' });
  if (process.argv.includes('--stdin')) await app.get(StandardInput).publishLines(process.stdin);
});
