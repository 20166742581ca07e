import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Argument, Command } from 'commander';
import { type Mutant, mutants } from './mutants.js';

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));
const run = promisify(execFile);

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** All that is under version control, as it stands, with the packages and the jars of this folder. */
async function copyProject(to: string): Promise<void> {
  const { stdout } = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: PROJECT,
    maxBuffer: 2 ** 26,
  });
  const files = stdout.split('\0').filter((file) => file !== '');
  for (const file of files) await cp(join(PROJECT, file), join(to, file)).catch(unlessDeleted);
  await mkdir(join(to, '.kafka'));
  for (const shared of ['node_modules', '.kafka/jars'])
    await symlink(join(PROJECT, shared), join(to, shared));
}

const unlessDeleted = (error: NodeJS.ErrnoException): void => {
  if (error.code !== 'ENOENT') throw error;
};

/** Resolves with what the suite prints, and whether it is red because of what it found. */
async function isCaught({ name, scenario, found }: Mutant, seed: string): Promise<[boolean, string]> {
  const folder = await mkdtemp(join(tmpdir(), 'mutant-'));
  try {
    await copyProject(folder);
    await run('git', ['apply', join(PROJECT, 'test/integrity/mutants', `${name}.patch`)], { cwd: folder });
    const args = ['--import', 'tsx', 'test/integrity/main.ts', scenario, '--seed', seed];
    const suite = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
    const [output] = await Promise.all([text(suite.stdout), once(suite, 'exit')]);
    return [suite.exitCode === 1 && output.includes(found), output];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const program = new Command('npm run test:mutants --')
  .description('Puts faults into copies of this project, and asks whether the integrity suite finds them.')
  .addArgument(
    new Argument('[mutant...]', 'all of them unless some are named').choices(mutants.map(({ name }) => name)),
  )
  .option('--seed <number>', 'as of the suite', '1')
  .parse();
const { seed } = program.opts<{ readonly seed: string }>();
const names = program.args;
let survived = 0;
for (const mutant of mutants.filter(({ name }) => names.length === 0 || names.includes(name))) {
  const [caught, output] = await isCaught(mutant, seed);
  say(`${caught ? 'caught' : 'NOT CAUGHT'}  ${mutant.name}, by ${mutant.scenario}`);
  for (const line of output.split('\n').filter((each) => each.startsWith('    ') || !caught))
    say(`    ${line.trim()}`);
  if (!caught) survived++;
}
process.exitCode = survived === 0 ? 0 : 1;
