import { OrderPlaced } from '@app/contracts';
import { Body, Controller, Inject, Module, Post, type OnModuleInit, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ClientKafka, ClientsModule, Transport } from '@nestjs/microservices';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { lastValueFrom } from 'rxjs';
import { PATH, TOPIC } from '../../http/order.js';
import { brokers, port, sayReady } from '../../support/settings.js';

/** A publisher as Nest's own documentation makes one: `ClientKafka.emit` behind the ValidationPipe. */
@Controller()
class OrdersController implements OnModuleInit {
  constructor(@Inject('KAFKA') private readonly kafka: ClientKafka) {}

  async onModuleInit(): Promise<void> {
    await this.kafka.connect();
  }

  @Post(PATH)
  async publish(@Body() order: OrderPlaced): Promise<unknown> {
    const [record] = await lastValueFrom(this.kafka.emit(TOPIC, { key: order.customerId, value: order }));
    return record;
  }
}

@Module({
  imports: [
    ClientsModule.register([
      {
        name: 'KAFKA',
        transport: Transport.KAFKA,
        options: { producerOnlyMode: true, client: { brokers, logLevel: 0 } },
      },
    ]),
  ],
  controllers: [OrdersController],
})
class AppModule {}

const adapter = process.env['BENCH_PLATFORM'] === 'express' ? new ExpressAdapter() : new FastifyAdapter();
const app = await NestFactory.create(AppModule, adapter, { logger: false });
app.useGlobalPipes(new ValidationPipe({ transform: true, whitelist: true, forbidNonWhitelisted: true }));
await app.listen(port, '127.0.0.1');
sayReady();
