import 'reflect-metadata';
import { ConsumerModule, deliveryOf, KafkaStrategy } from '@app/kafka';
import { startApp } from '@app/observability';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { KafkaContext, MicroserviceOptions } from '@nestjs/microservices';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { subscriberAdapter } from '../../../apps/subscriber/src/subscriber-adapter.js';
import { controllerOf, type Step } from '../../e2e/support/consume-app.js';
import { monotonic } from '../monotonic.js';
import { Random } from '../random.js';
import { trialContract } from './contract.js';
import { LedgerFile } from './ledger-file.js';
import { obey } from './commands.js';
import { READY, readTrial, type SubscriberTrial } from './trial.js';
import { tellVitals } from './vitals.js';

const LOOK_MS = 10;

/** The subscriber as its own `main.ts` makes it, with a handler that writes down what it has finished. */
await startApp(async () => {
  let broken = false;
  obey({ vitals: tellVitals, break: () => (broken = true), mend: () => (broken = false) });
  const trial = readTrial() as SubscriberTrial;
  const { kafka, topic, groupId, handler, seed } = trial;
  const ledger = new LedgerFile(trial.ledger);
  const random = new Random(seed);

  const handle = async ({ id: key, n }: Step, context: KafkaContext): Promise<void> => {
    const { partition, offset } = deliveryOf(context);
    const call = { key, n, partition, offset, begun: monotonic() };
    const [least, most] = handler.ms;
    await new Promise((resolve) => setTimeout(resolve, random.between(least, most)));
    if (broken || random.next() < handler.failing) {
      ledger.failed(call);
      throw new Error('as the trial asks');
    }
    ledger.handled(call);
  };

  @Module({
    imports: [
      ConsumerModule.forRoot({
        ...kafka,
        clientId: 'subscriber',
        groupId,
        contracts: [trialContract(trial)],
      }),
    ],
    controllers: [controllerOf(topic, handle)],
  })
  class Subscriber {}

  const app = await NestFactory.create<NestFastifyApplication>(Subscriber, subscriberAdapter(), {
    logger: ['warn', 'error'],
    abortOnError: false,
  });
  const strategy = app.get(KafkaStrategy);
  app.connectMicroservice<MicroserviceOptions>({ strategy });
  app.enableShutdownHooks([], { useProcessExit: true });
  await app.init();
  let generations = 0;
  setInterval(() => {
    const { rebalances } = strategy.stats();
    if (rebalances !== generations) ledger.joined();
    generations = rebalances;
  }, LOOK_MS).unref();
  await app.startAllMicroservices();
  process.stdout.write(`${READY}\n`);
});
