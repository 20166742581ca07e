import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.js';
import { nodeProgram, type Program } from './program.js';

/** What is measured. */
export interface Subject {
  readonly name: string;
  readonly environment?: NodeJS.ProcessEnv;
  /** What it is given to get warm; a virtual machine that compiles as it goes needs longer. */
  readonly warmUpSeconds?: number;
  /** Builds it. @throws PeerMissing when this machine has not what it takes */
  readonly make: (nodeOptions: readonly string[]) => Promise<Program>;
}

/** Why a peer is left out, in one line. */
export class PeerMissing extends Error {}

/** A program of this folder, as `bundle` makes it. @param file relative to `base`, which is an `import.meta.url` */
export const bundled =
  (base: string, file: string): Subject['make'] =>
  async (nodeOptions) =>
    nodeProgram(await bundle(fileURLToPath(new URL(file, base))), nodeOptions);

export interface Made<T extends Subject> {
  readonly programs: ReadonlyMap<T, Program>;
  /** A line for each peer that is left out. */
  readonly missing: readonly string[];
}

/** Builds all whose name has `only` in it. */
export async function makeAll<T extends Subject>(
  subjects: readonly T[],
  { only, node }: { readonly only: string; readonly node: readonly string[] },
): Promise<Made<T>> {
  const programs = new Map<T, Program>();
  const missing: string[] = [];
  for (const subject of subjects.filter(({ name }) => name.includes(only))) {
    try {
      programs.set(subject, await subject.make(node));
    } catch (error) {
      if (!(error instanceof PeerMissing)) throw error;
      missing.push(`${subject.name} is left out: ${error.message}`);
    }
  }
  return { programs, missing };
}
