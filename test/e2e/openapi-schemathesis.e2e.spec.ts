import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, it, onTestFinished } from 'vitest';
import { installSchemathesis } from './schemathesis/install.js';
import { lines, orders, parcels } from './schemathesis/contracts.js';
import { bootPublisher } from './support/boot.js';
import { LogCollector } from './support/log-collector.js';

/** Another one finds other requests; the same one finds the same. */
const SEED = 20_261_122;
const EXAMPLES = 40;
const LONGEST_LINE = 500;
const settings = join(import.meta.dirname, 'schemathesis');

/** What the program said, and its exit code. */
async function schemathesis(program: string, url: string): Promise<{ code: unknown; output: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'schemathesis-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const child = spawn(
    program,
    [
      [
        '--config-file',
        join(settings, 'schemathesis.toml'),
        'run',
        url,
        '--no-color',
        '--continue-on-failure',
      ],
      ['--seed', String(SEED), '--max-examples', String(EXAMPLES), '--generation-database', 'none'],
      ['--phases', 'examples,coverage,fuzzing'],
    ].flat(),
    { cwd: folder, env: { ...process.env, PYTHONPATH: settings, SCHEMATHESIS_HOOKS: 'hooks' } },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += String(data)));
  const [code] = (await once(child, 'close')) as unknown[];
  return { code, output: output.replaceAll(new RegExp(`^(.{${LONGEST_LINE}}).+`, 'gm'), '$1...') };
}

it(
  'schemathesis finds no answer outside the OpenAPI document, and no verdict but the one it tells',
  { timeout: 240_000 },
  async ({ skip }) => {
    const program = await installSchemathesis();
    if (program === undefined) {
      skip('schemathesis cannot be installed');
      return;
    }
    const contracts = [lines, orders, parcels];
    const publisher = await bootPublisher({
      brokers: inject('brokers'),
      logger: new LogCollector(),
      contracts,
    });
    onTestFinished(() => publisher.close());
    await publisher.listen(0, '127.0.0.1');

    const { code, output } = await schemathesis(program, `${await publisher.getUrl()}/openapi.json`);

    expect(output).toContain('Operations:       11 selected / 11 total');
    expect(code === 0 ? '' : output).toBe('');
  },
);
