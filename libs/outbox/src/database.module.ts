import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { Database } from './database/database.js';
import { openDatabase } from './database/open-database.js';

/** Injects the `Database`. */
export const DATABASE = Symbol('DATABASE');

/** Nest knows a module that several import by its reference. */
const modules = new Map<string, DynamicModule>();

/** Provides the database of an app to all of it, and closes it after the modules that import this one. */
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** @param url as `openDatabase` takes it. The same one is the same database within an app. */
  static forRoot(url: string): DynamicModule {
    const known = modules.get(url);
    if (known) return known;
    const module = {
      module: DatabaseModule,
      global: true,
      providers: [{ provide: DATABASE, useFactory: () => openDatabase(url) }],
      exports: [DATABASE],
    };
    modules.set(url, module);
    return module;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}
