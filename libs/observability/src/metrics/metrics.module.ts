import { type DynamicModule, Module } from '@nestjs/common';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { type Metric, register } from './metric.js';
import { MetricsController } from './metrics.controller.js';

export interface MetricsModuleOptions {
  readonly inject: readonly object[];
  readonly useFactory: (...injected: never[]) => readonly Metric[];
}

/** `/metrics`: those of the app, and of its process, as Prometheus reads them. */
@Module({})
export class MetricsModule {
  static forRootAsync({ inject, useFactory }: MetricsModuleOptions): DynamicModule {
    return {
      module: MetricsModule,
      controllers: [MetricsController],
      providers: [
        {
          provide: Registry,
          inject: [...inject] as never[],
          useFactory: (...injected: never[]) => registryOf(useFactory(...injected)),
        },
      ],
    };
  }
}

/** Sums that others have by their parts, named as counters are though they also fall. */
const MISNAMED = [
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
];

function registryOf(metrics: readonly Metric[]): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const name of MISNAMED) registry.removeSingleMetric(name);
  for (const metric of metrics) register(registry, metric);
  return registry;
}
