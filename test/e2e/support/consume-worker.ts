import { deliveryOf, KafkaStrategy } from '@app/kafka';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { MicroserviceOptions } from '@nestjs/microservices';
import { contractOf, controllerOf, type Step } from './consume-app.js';

/** A subscriber of its own process: prints each record that it has handled, one a line. */
const [brokers = '', topic = '', groupId = '', waitMs = '0'] = process.argv.slice(2);

@Module({
  controllers: [
    controllerOf(topic, async ({ n, id }: Step, context) => {
      await new Promise((resolve) => setTimeout(resolve, Number(waitMs)));
      const { partition, offset } = deliveryOf(context);
      process.stdout.write(`handled ${n} ${id} ${partition} ${offset}\n`);
    }),
  ],
})
class Worker {}

const app = await NestFactory.createMicroservice<MicroserviceOptions>(Worker, {
  logger: ['error'],
  strategy: new KafkaStrategy({
    brokers: brokers.split(','),
    clientId: 'worker',
    groupId,
    contracts: [contractOf(topic, { partitions: 4 })],
  }),
});
app.enableShutdownHooks();
await app.listen();
process.stdout.write('joined\n');
