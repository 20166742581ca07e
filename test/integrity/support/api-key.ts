import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keysText, makeKey } from '../../e2e/support/keys.js';

/** Makes a key that may publish to one topic, and the file by which a publisher knows it. */
export async function writeApiKey(
  folder: string,
  topic: string,
): Promise<{ apiKey: string; keysFile: string }> {
  const made = makeKey({ acts: ['publish'], topics: [topic] });
  const keysFile = join(folder, 'api-keys.json');
  await writeFile(keysFile, keysText(made));
  return { apiKey: made.key, keysFile };
}
