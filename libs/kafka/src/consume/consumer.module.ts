import { type DynamicModule, Inject, Module, type OnModuleDestroy } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { KafkaStrategy } from './kafka-strategy.js';
import type { KafkaStrategyOptions } from './options.js';

/**
 * Provides `KafkaStrategy`, and closes it before any other module is told to end. Nest itself stops a connected
 * microservice last, and in an app that a signal ends also one of its own: handlers would run on with what they
 * need closed already.
 */
@Module({})
export class ConsumerModule implements OnModuleDestroy {
  constructor(
    @Inject(KafkaStrategy) private readonly strategy: KafkaStrategy,
    @Inject(ModulesContainer) modules: ModulesContainer,
  ) {
    // Nest ends modules by their distance from the root, the nearest first; the root itself has 1.
    for (const module of modules.values()) if (module.metatype === ConsumerModule) module.distance = -1;
  }

  static forRoot(options: KafkaStrategyOptions): DynamicModule {
    return {
      module: ConsumerModule,
      global: true,
      providers: [{ provide: KafkaStrategy, useFactory: () => new KafkaStrategy(options) }],
      exports: [KafkaStrategy],
    };
  }

  async onModuleDestroy(): Promise<void> {
    await this.strategy.close();
  }
}
