import { join } from 'node:path';
import { build } from 'vite';

/**
 * Builds the page.
 *
 * @param {string} [folder] where to; by default where `main.js` of the built console looks for it.
 */
export async function buildPage(folder) {
  await build({
    configFile: join(import.meta.dirname, 'web', 'vite.config.ts'),
    ...(folder === undefined ? {} : { build: { outDir: folder } }),
  });
}
