import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

// Not by `import.meta.url`, which the bundler fixes to where the source was.
const folder = (): string =>
  dirname(createRequire(join(import.meta.dirname, 'here.js')).resolve('swagger-ui-dist/package.json'));

const TYPES = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
} as const;

type Asset = keyof typeof TYPES;

export const isAsset = (file: string): file is Asset => Object.hasOwn(TYPES, file);
export const assetType = (file: Asset): string => TYPES[file];

/** A file of Swagger UI, read once. */
export function readAsset(file: Asset): Promise<Buffer> {
  const known = read.get(file) ?? readFile(join(folder(), file));
  read.set(file, known);
  return known;
}

const read = new Map<Asset, Promise<Buffer>>();
