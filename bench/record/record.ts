import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { describeMachine } from './machine.js';
import { markdown } from './markdown.js';
import { draw } from './plot/draw.js';
import { readRecorded, writeRecorded } from './recorded.js';
import type { Result } from './result.js';

const folder = new URL('../../docs/', import.meta.url);

/** Puts a part's result in the place of its last one: the JSON, its pictures, and the page of all parts. */
export async function record(name: string, result: Result, order: readonly string[]): Promise<void> {
  const date = new Date().toISOString().slice(0, 10);
  const all = { ...(await readRecorded()), [name]: { date, machine: await describeMachine(), ...result } };
  const ordered = Object.fromEntries(
    order.flatMap((part) => (all[part] ? [[part, all[part]] as const] : [])),
  );
  await writeRecorded(ordered);
  await mkdir(new URL('benchmarks/', folder), { recursive: true });
  for (const plot of result.plots)
    await writeFile(new URL(`benchmarks/${plot.file}.svg`, folder), draw(plot));
  await writePage(ordered);
}

async function writePage(recorded: Parameters<typeof markdown>[0]): Promise<void> {
  const path = fileURLToPath(new URL('benchmarks.md', folder));
  const style = await resolveConfig(path);
  await writeFile(path, await format(markdown(recorded), { ...style, parser: 'markdown' }));
}
