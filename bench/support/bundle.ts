import { builtinModules, createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rspack, type RspackOptions } from '@rspack/core';

const projectFolder = fileURLToPath(new URL('../..', import.meta.url));
const tsconfig = join(projectFolder, 'tsconfig.json');

const require = createRequire(import.meta.url);

/**
 * Bundles a program as `nest build` does its apps, and gives back the path of the result: what is measured runs
 * as it would in production, never through a loader of TypeScript.
 *
 * @param whole whether packages are bundled too, which halves the time that a process takes to start
 * @throws Error with the bundler's own words
 */
export async function bundle(entry: string, { whole = false } = {}): Promise<string> {
  const path = join(projectFolder, 'dist', 'bench', basename(dirname(entry)), basename(entry, '.ts'));
  const stats = await new Promise<string | undefined>((resolve, reject) => {
    const options = { ...settings, ...(whole ? wholeSettings : {}), entry };
    rspack({ ...options, output: { ...output, path, filename: 'main.js' } }, (error, done) => {
      if (error) reject(error);
      else resolve(done?.hasErrors() ? done.toString('errors-only') : undefined);
    });
  });
  if (stats) throw new Error(stats);
  return join(path, 'main.js');
}

const output = {
  module: true,
  library: { type: 'module' },
  chunkFormat: 'module',
  chunkLoading: 'import',
} as const;

const isPackage = (request: string): boolean =>
  !/^([./]|@app\/)/.test(request) || builtinModules.includes(request);

const settings: RspackOptions = {
  target: 'node',
  mode: 'none',
  externals: [
    ({ request }, callback) =>
      request && isPackage(request) ? callback(undefined, `module ${request}`) : callback(),
  ],
  module: {
    rules: [
      {
        test: /\.ts$/,
        type: 'javascript/esm',
        use: {
          loader: 'builtin:swc-loader',
          options: {
            jsc: {
              parser: { syntax: 'typescript', decorators: true },
              transform: { legacyDecorator: true, decoratorMetadata: true },
              target: 'es2022',
            },
          },
        },
      },
    ],
  },
  resolve: {
    extensions: ['.ts', '.js'],
    extensionAlias: { '.js': ['.ts', '.js'] },
    tsConfig: tsconfig,
  },
  optimization: { nodeEnv: false },
};

/** Of machine code, or with workers and files of their own that are found beside them. */
const APART = /^(@libsql|libsql|snappy|lz4-napi|pino|thread-stream|swagger-ui-dist)(\/|$)/;

/** Nest asks for many packages that need not be there. */
const isThere = (request: string, folder: string): boolean => {
  try {
    return require.resolve(request, { paths: [folder] }) !== '';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND';
  }
};

const wholeSettings: RspackOptions = {
  externalsPresets: { node: true },
  externals: [
    ({ request = '', context = '' }, callback) => {
      if (!isPackage(request) || (!APART.test(request) && isThere(request, context))) callback();
      else callback(undefined, `node-commonjs ${request}`);
    },
  ],
  node: { __dirname: 'node-module', __filename: 'node-module' },
};
