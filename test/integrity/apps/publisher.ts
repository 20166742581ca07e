import 'reflect-metadata';
import { EventPublisher } from '@app/kafka';
import { startApp } from '@app/observability';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { publisherAdapter } from '../../../apps/publisher/src/http/publisher-adapter.js';
import { PublisherModule } from '../../../apps/publisher/src/publisher.module.js';
import { trialContract } from './contract.js';
import { obey } from './commands.js';
import { type AppTrial, READY, readTrial } from './trial.js';
import { tellVitals } from './vitals.js';

/** The publisher as its own `main.ts` makes it, with the contract of the trial. */
await startApp(async () => {
  obey({ vitals: tellVitals });
  const trial = readTrial() as AppTrial;
  const { kafka, keysFile } = trial;
  const access = keysFile === undefined ? {} : { access: { keys: { file: keysFile } } };
  const app = await NestFactory.create<NestFastifyApplication>(
    PublisherModule.forRoot({ ...kafka, contracts: [trialContract(trial)], ...access }),
    publisherAdapter({ isGuarded: keysFile !== undefined }),
    { bodyParser: false, logger: ['warn', 'error'], abortOnError: false },
  );
  app.enableShutdownHooks([], { useProcessExit: true });
  await app.listen(Number(process.env['PORT']), '127.0.0.1');
  await app.get(EventPublisher).ready();
  process.stdout.write(`${READY}\n`);
});
