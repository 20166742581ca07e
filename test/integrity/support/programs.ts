import { fileURLToPath } from 'node:url';
import { bundle } from '../../../bench/support/bundle.js';

/** Paths of what `node` runs. */
export interface Programs {
  readonly publisher: string;
  readonly subscriber: string;
}

const made = (file: string): Promise<string> =>
  bundle(fileURLToPath(new URL(`../apps/${file}.ts`, import.meta.url)), { whole: true });

/** The apps under trial, bundled as those of production are, and their packages with them: many are started. */
export async function makePrograms(): Promise<Programs> {
  const [publisher, subscriber] = await Promise.all([made('publisher'), made('subscriber')]);
  return { publisher, subscriber };
}
