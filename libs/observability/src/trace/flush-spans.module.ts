import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { ProxyTracerProvider, trace } from '@opentelemetry/api';

/** A collector that does not answer must not keep the app. */
const AT_MOST_MS = 1_000;

/** What a provider of an SDK has beside what the API asks of it. */
interface Flushing {
  forceFlush?(): Promise<void>;
}

/** Hands on the last spans when the app ends, where an SDK has been registered; after all other modules. */
@Module({})
export class FlushSpansModule implements OnApplicationShutdown {
  constructor(@Inject(ModulesContainer) modules: ModulesContainer) {
    // Nest ends modules by their distance from the root, the nearest first.
    for (const module of modules.values()) {
      if (module.metatype === FlushSpansModule) module.distance = Number.MAX_SAFE_INTEGER;
    }
  }

  async onApplicationShutdown(): Promise<void> {
    const provider = trace.getTracerProvider();
    const registered = (
      provider instanceof ProxyTracerProvider ? provider.getDelegate() : provider
    ) as Flushing;
    const flushed = registered.forceFlush?.().catch(() => undefined);
    if (!flushed) return;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, AT_MOST_MS)));
    await Promise.race([flushed, late]);
    clearTimeout(timer);
  }
}
