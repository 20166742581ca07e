import { existsSync } from 'node:fs';
import { needing } from '@app/security';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** Files whose names hold a hash of their content never change. */
const HASHED = /[\\/]assets[\\/]/;

/** Serves the built page at `/`. Its views are behind `#`, so no other address needs it. */
export async function servePage(app: NestFastifyApplication, folder: string): Promise<void> {
  if (!existsSync(folder)) throw new Error(`the page is not built: ${folder} is missing; run npm run build`);
  const fastify = app.getHttpAdapter().getInstance();
  await fastify.register(async (scope) => {
    // It holds no data.
    scope.addHook('onRoute', (route) => void (route.config = { ...route.config, ...needing('open') }));
    await scope.register(fastifyStatic, {
      root: folder,
      cacheControl: false,
      setHeaders: (response, path) =>
        void response.header(
          'cache-control',
          HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
        ),
    });
  });
}
