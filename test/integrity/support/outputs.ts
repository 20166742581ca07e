import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { App } from './app.js';

/** Keeps what apps have printed beside their ledgers. */
export async function writeOutputs(folder: string, apps: readonly App[]): Promise<void> {
  const outputs = join(folder, 'output');
  await mkdir(outputs, { recursive: true });
  await Promise.all(apps.map(({ name, output }) => writeFile(join(outputs, name), output.join('\n'))));
}
