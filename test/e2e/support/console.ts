import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Contract, KafkaAccess } from '@app/kafka';
import type { AccessSettings } from '@app/security';
import type { LoggerService } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { ConsoleModule } from '../../../apps/console/src/console.module.js';
import { consoleAdapter } from '../../../apps/console/src/http/console-adapter.js';
import { servePage } from '../../../apps/console/src/page/serve-page.js';
import { LogCollector } from './log-collector.js';

const KEY = 'the-key-of-the-tests';

export interface ConsoleOptions extends KafkaAccess {
  /** Whether it is started with an operator key. Default: true. */
  readonly operable?: boolean;
  /** Instead of the operator key. */
  readonly access?: AccessSettings;
  readonly contracts?: readonly Contract[];
  /** Folder of the built page. Default: only the API. */
  readonly page?: string;
  readonly logger?: LoggerService;
}

export interface RunningConsole {
  readonly url: string;
  readonly key: string;
  get<T>(path: string): Promise<T>;
  /** As the operator. */
  post(path: string, body: unknown, key?: string): Promise<{ status: number; body: unknown }>;
  audit(): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

/** The console as its `main.ts` makes it, on a free port. */
export async function startConsole(options: ConsoleOptions): Promise<RunningConsole> {
  const {
    brokers,
    security,
    operable = true,
    access,
    contracts,
    page,
    logger = new LogCollector(),
  } = options;
  const folder = await mkdtemp(join(tmpdir(), 'console-'));
  const auditFile = join(folder, 'audit.jsonl');
  const module = ConsoleModule.forRoot({
    brokers,
    security,
    auditFile,
    publisher: 'http://127.0.0.1:3000',
    access: access ?? (operable ? { operatorKey: KEY } : {}),
    ...(contracts ? { contracts } : {}),
  });
  const testing = await Test.createTestingModule({ imports: [module] })
    .setLogger(logger)
    .compile();
  const app = testing.createNestApplication<NestFastifyApplication>(
    consoleAdapter({ isGuarded: access !== undefined }),
  );
  if (page !== undefined) await servePage(app, page);
  await app.listen(0, '127.0.0.1');
  const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  const call = (path: string, init: RequestInit = {}) => fetch(`${url}/api/${path}`, init);
  return {
    url,
    key: KEY,
    get: async <T>(path: string) => (await (await call(path)).json()) as T,
    post: async (path, body, key = KEY) => {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
      const response = await call(path, { method: 'POST', headers, body: JSON.stringify(body) });
      return { status: response.status, body: await response.json() };
    },
    audit: async () => {
      const lines = (await readFile(auditFile, 'utf8')).trim().split('\n');
      return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    },
    close: async () => {
      await app.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
