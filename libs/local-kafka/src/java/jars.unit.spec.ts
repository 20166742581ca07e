import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ensureJars } from './jars.js';

let folder: string;
let jars: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jars-'));
  jars = join(folder, 'jars');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

/** A program in Maven's place, as the network is not for unit specs. */
async function installMaven(script: string): Promise<void> {
  const bin = join(folder, 'bin');
  await mkdir(bin);
  await writeFile(join(bin, 'mvn'), `#!/bin/sh\nfor last; do :; done\ntarget=\${last#*=}\n${script}\n`);
  await chmod(join(bin, 'mvn'), 0o755);
  vi.stubEnv('PATH', `${bin}:${process.env['PATH']}`);
}

const fetchJars = (report = (_line: string): void => undefined) => ensureJars('kafka', report, jars);

describe('ensureJars', () => {
  it('fetches once, and says so', async () => {
    const said: string[] = [];
    await installMaven('touch "$target/b.jar" "$target/a.jar"');
    const fetched = await fetchJars((line) => said.push(line));
    expect(fetched.classpath).toBe(`${fetched.folder}/a.jar:${fetched.folder}/b.jar`);
    expect(said[0]).toContain(`fetching Apache Kafka ${fetched.version}`);
    expect(said.at(-1)).toContain('2 jars');

    vi.stubEnv('PATH', '/nowhere');
    expect(await fetchJars((line) => said.push(`again: ${line}`))).toEqual(fetched);
    expect(said.join('\n')).not.toContain('again');
  });

  it('is not disturbed by another fetch at the same time', async () => {
    await installMaven('touch "$target/a.jar"; sleep 0.1; touch "$target/b.jar"');
    const [one, two] = await Promise.all([fetchJars(), fetchJars()]);
    expect(one).toEqual(two);
    expect(one.classpath.split(':')).toHaveLength(2);
    expect(await readdir(jars)).toHaveLength(1);
  });

  it('takes nothing that a failed fetch left, and gives the reason in one line', async () => {
    await installMaven('touch "$target/a.jar"; echo "[ERROR] Unknown host -> [Help 1]"; exit 1');
    await expect(fetchJars()).rejects.toMatchObject({
      code: 'MAVEN_FAILED',
      message: expect.stringMatching(/^Maven could not fetch Apache Kafka .* Unknown host \(.*maven\.log\)$/),
    });
    expect(await readdir(jars)).toEqual(['maven.log']);
  });

  it('says what to install where Maven is missing', async () => {
    vi.stubEnv('PATH', '/nowhere');
    await expect(fetchJars()).rejects.toMatchObject({
      code: 'MAVEN_MISSING',
      message: expect.stringContaining('install Maven'),
    });
  });
});
