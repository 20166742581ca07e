import { Controller, Get, Module, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { onTestFinished } from 'vitest';
import { AccessModule } from '../access/access.module.js';
import type { AccessSettings } from '../access/access.js';
import { Needs } from '../access/needs.js';
import { serverAdapter, type ServerSettings } from '../http/server-adapter.js';

@Controller()
class Routes {
  @Get('open')
  @Needs('open')
  open(): string {
    return 'open';
  }

  @Get('topics/:topic')
  read(): string {
    return 'read';
  }

  @Post('topics/:topic')
  @Needs('publish')
  publish(): string {
    return 'published';
  }
}

const nothing = (): void => undefined;
const SILENT = { log: nothing, warn: nothing, error: nothing };

@Module({ controllers: [Routes] })
class App {}

/** An app with a few routes, on a free port of loopback, until the test has finished. */
export async function listening(
  access: AccessSettings = {},
  settings: ServerSettings = {},
): Promise<NestFastifyApplication> {
  const imports = [App, AccessModule.forRoot(access)];
  const testing = await Test.createTestingModule({ imports }).setLogger(SILENT).compile();
  const app = testing.createNestApplication<NestFastifyApplication>(serverAdapter(settings));
  onTestFinished(() => app.close());
  await app.listen(0, '127.0.0.1');
  return app;
}
