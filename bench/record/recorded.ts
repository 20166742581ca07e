import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import type { Machine } from './machine.js';
import type { Result } from './result.js';

/** A result, with when and where it was found. */
export interface RecordedPart extends Result {
  readonly date: string;
  readonly machine: Machine;
}

/** By the name of the part. */
export type Recorded = Readonly<Record<string, RecordedPart>>;

const file = new URL('../../docs/benchmarks.json', import.meta.url);

export async function readRecorded(): Promise<Recorded> {
  return existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as Recorded) : {};
}

export async function writeRecorded(recorded: Recorded): Promise<void> {
  await writeFile(file, `${JSON.stringify(recorded, rounded, 1)}\n`);
}

/** Nobody needs more than five digits of a measurement. */
const rounded = (_: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(5)) : value;
