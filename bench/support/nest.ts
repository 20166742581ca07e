import { type INestMicroservice, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { MicroserviceOptions } from '@nestjs/microservices';

let app: INestMicroservice | undefined;
export const close = async (): Promise<void> => app?.close();

/** Starts a microservice with one controller. */
export async function serve(
  controller: Type,
  options: MicroserviceOptions,
  prepare: (app: INestMicroservice) => unknown = () => undefined,
): Promise<void> {
  @Module({ controllers: [controller] })
  class App {}
  app = await NestFactory.createMicroservice<MicroserviceOptions>(App, { ...options, logger: ['error'] });
  prepare(app);
  await app.listen();
}
