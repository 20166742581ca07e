import { join } from 'node:path';
import { kafkaSecurity, readEnvironment } from '@app/config';
import { appLogger, startApp, tellParent } from '@app/observability';
import { accessSettings, serverSettings } from '@app/security';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ConsoleModule } from './console.module.js';
import { consoleAdapter } from './http/console-adapter.js';
import { servePage } from './page/serve-page.js';
import { consoleEnvironment } from './settings.js';

/** Beside the built `main.js`, where the build puts it. */
const PAGE = join(import.meta.dirname, 'page');

await startApp(async () => {
  const settings = readEnvironment(consoleEnvironment);
  const app = await NestFactory.create<NestFastifyApplication>(
    ConsoleModule.forRoot({
      brokers: settings.KAFKA_BROKERS,
      security: kafkaSecurity(settings),
      access: { ...accessSettings(settings), operatorKey: settings.OPERATOR_KEY },
      auditFile: settings.AUDIT_FILE,
      publisher: settings.PUBLISHER_URL,
    }),
    consoleAdapter(serverSettings(settings)),
    { logger: appLogger(settings), abortOnError: false },
  );
  await servePage(app, PAGE);
  // The signal itself would take the lines that are still to be written with it.
  app.enableShutdownHooks([], { useProcessExit: true });
  await app.listen(settings.PORT, settings.HOST);
  tellParent({ kind: 'ready' });
});
