import { contracts, OrderPlaced } from '@app/contracts';
import { KafkaStrategy } from '@app/kafka';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { EventPattern, type MicroserviceOptions, Payload } from '@nestjs/microservices';

/** A subscriber of its own process whose handler keeps nothing: what memory it takes is the transport's. */
const [brokers = '', groupId = ''] = process.argv.slice(2);

@Controller()
class Orders {
  @EventPattern('order-placed')
  onOrder(@Payload() order: OrderPlaced): void {
    if (!(order instanceof OrderPlaced)) throw new Error('not validated');
  }
}

@Module({ controllers: [Orders] })
class Worker {}

const app = await NestFactory.createMicroservice<MicroserviceOptions>(Worker, {
  logger: ['error'],
  strategy: new KafkaStrategy({ brokers: brokers.split(','), clientId: 'worker', groupId, contracts }),
});
await app.listen();
