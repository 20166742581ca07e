import { defineConfig } from 'vitest/config';

/** `*.unit.spec.ts` stands beside its code and needs nothing; `test/e2e` runs on a real Apache Kafka. */
export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    // Decorators of class-transformer need it before Nest is imported.
    setupFiles: ['reflect-metadata'],
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['{apps,bench,libs,test}/**/*.unit.spec.ts'] },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.e2e.spec.ts'],
          globalSetup: ['test/e2e/global-setup.ts'],
          // Brokers and apps share the cores, and the folder `dist`.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
