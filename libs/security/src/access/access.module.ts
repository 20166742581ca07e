import { type DynamicModule, Module } from '@nestjs/common';
import { AccessHook } from './access-hook.js';
import { Access, type AccessSettings } from './access.js';
import { HeldStreams } from './held-streams.js';

/** Has every route of an app on Fastify take a key, where there are keys. Global, as each module has routes. */
@Module({})
export class AccessModule {
  /** @throws ConfigurationError at once when the keys cannot be read: Nest would log it with a stack trace. */
  static forRoot(settings: AccessSettings): DynamicModule {
    return {
      module: AccessModule,
      global: true,
      providers: [{ provide: Access, useValue: new Access(settings) }, AccessHook, HeldStreams],
      exports: [Access, HeldStreams],
    };
  }
}
