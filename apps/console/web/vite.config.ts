import { join } from 'node:path';
import { defineConfig } from 'vite';

const project = join(import.meta.dirname, '..', '..', '..');

/** `npx vite apps/console/web` serves the page while it is written, with the API of a console on port 3002. */
export default defineConfig({
  root: import.meta.dirname,
  logLevel: 'warn',
  build: {
    outDir: join(project, 'dist', 'apps', 'console', 'page'),
    emptyOutDir: true,
    target: 'es2022',
    // Browsers of that target know it, and the policy allows no inline script.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // A loaded machine is no news.
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  server: { host: '127.0.0.1', proxy: { '/api': 'http://127.0.0.1:3002' } },
});
