import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';

const run = promisify(execFile);
const project = join(import.meta.dirname, '..', '..');

interface Block {
  readonly language: string;
  readonly path: string;
  readonly text: string;
}

const blocksOf = (markdown: string): Block[] =>
  [...markdown.matchAll(/^```(\w+) ?(\S*)\n([\s\S]*?)^```$/gm)].map(
    ([, language = '', path = '', text = '']) => ({
      language,
      path,
      text,
    }),
  );

/** The repository as git would clone it now, with the packages and Kafka of this one. */
async function copyOfProject(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'readme-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const { stdout } = await run('git', ['ls-files', '-co', '--exclude-standard'], { cwd: project });
  // git also lists what is deleted and not committed yet.
  for (const path of stdout
    .trim()
    .split('\n')
    .filter((name) => existsSync(join(project, name)))) {
    await mkdir(join(folder, dirname(path)), { recursive: true });
    await cp(join(project, path), join(folder, path));
  }
  await mkdir(join(folder, '.kafka'));
  for (const path of ['node_modules', '.kafka/jars']) await symlink(join(project, path), join(folder, path));
  return folder;
}

describe('the README', () => {
  it(
    'adds an event by copy and paste: it type-checks and its spec passes',
    { timeout: 240_000 },
    async () => {
      const blocks = blocksOf(await readFile(join(project, 'README.md'), 'utf8'));
      const files = blocks.filter(({ path }) => path.endsWith('.ts'));
      expect(files).toHaveLength(3);
      const folder = await copyOfProject();
      for (const { path, text } of files) {
        await mkdir(join(folder, dirname(path)), { recursive: true });
        await writeFile(join(folder, path), text);
      }
      const lists = blocks.find(({ text }) => text.startsWith('echo "export'));
      await run('sh', ['-ec', lists?.text ?? 'exit 1'], { cwd: folder });
      await run('npx', ['tsc'], { cwd: folder });
      const { stdout } = await run('npx', ['vitest', 'run', '--no-color', 'payment-received'], {
        cwd: folder,
      });
      expect(stdout).toMatch(/Tests\s+1 passed/);
    },
  );
});
