import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { ensureJars, findJava } from '@app/local-kafka';
import { kafkaGoVersion, springBootVersion } from '../peers/versions.js';

/** Where and with what was measured. */
export interface Machine {
  readonly hardware: string;
  /** Of each program, by its name. */
  readonly versions: Readonly<Record<string, string>>;
}

const PACKAGES = [
  '@nestjs/microservices',
  'fastify',
  'express',
  'kafkajs',
  '@platformatic/kafka',
  'autocannon',
] as const;

export async function describeMachine(): Promise<Machine> {
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  const packages = PACKAGES.map(async (name) => [name, await packageVersion(name)] as const);
  return {
    hardware: `${availableParallelism()} cores of ${cpus()[0]?.model ?? 'unknown'}, ${memory}, ${type()} ${release()}`,
    versions: {
      'Apache Kafka': (await ensureJars('kafka', () => undefined)).version,
      'Node.js': process.versions.node,
      Java: (await findJava()).version,
      Go: firstMatch('go', ['env', 'GOVERSION'], /go(\S+)/),
      'Spring Boot': await springBootVersion(),
      'kafka-go': await kafkaGoVersion(),
      wrk: firstMatch('wrk', ['-v'], /wrk \S*?(\d[\d.]*)/),
      ...Object.fromEntries(await Promise.all(packages)),
    },
  };
}

async function packageVersion(name: string): Promise<string> {
  const url = new URL(`../../node_modules/${name}/package.json`, import.meta.url);
  return (JSON.parse(await readFile(url, 'utf8')) as { version: string }).version;
}

function firstMatch(command: string, args: string[], pattern: RegExp): string {
  const { stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  return pattern.exec(`${stdout}${stderr}`)?.[1] ?? 'none';
}
