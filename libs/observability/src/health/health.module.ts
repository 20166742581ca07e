import { type DynamicModule, Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { HealthController } from './health.controller.js';
import { READINESS, type ReadinessCheck } from './readiness.js';

export interface HealthModuleOptions {
  readonly inject: readonly object[];
  readonly useFactory: (...injected: never[]) => readonly ReadinessCheck[];
}

/** `/health/live`: the process answers. `/health/ready`: every check is well. */
@Module({})
export class HealthModule {
  static forRootAsync({ inject, useFactory }: HealthModuleOptions): DynamicModule {
    return {
      module: HealthModule,
      imports: [TerminusModule.forRoot({ logger: false })],
      controllers: [HealthController],
      providers: [{ provide: READINESS, inject: [...inject] as never[], useFactory }],
    };
  }
}
