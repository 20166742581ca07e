import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { LocalKafkaError } from '../errors.js';
import { exists } from '../files.js';
import { guardProcess } from '../guard/process-guard.js';
import { PROJECT_KAFKA_FOLDER, pomFile, shortHash } from '../paths.js';
import { countDownload, mavenError, megabytes, type Progress } from './maven-progress.js';

/** In full, as a short name would have Maven look around for whose it is; the pom pins the version. */
const COPY_DEPENDENCIES = 'org.apache.maven.plugins:maven-dependency-plugin:copy-dependencies';
const REPORT_EVERY_MS = 2000;

export type Edition = 'kafka' | 'zookeeper';
export type Report = (line: string) => void;

export interface Jars {
  readonly version: string;
  readonly folder: string;
  /** Sorted, so that it is the same string at each start. */
  readonly classpath: string;
}

/** Where the jars of an edition are, or will be once fetched. */
async function locateJars(edition: Edition, root = join(PROJECT_KAFKA_FOLDER, 'jars')) {
  const pom = await readFile(pomFile(edition), 'utf8');
  const version = /<kafka\.version>([^<]+)<\/kafka\.version>/.exec(pom)?.[1] ?? 'unknown';
  const folder = join(root, `${version}-${shortHash(pom)}`);
  return { version, folder, present: await exists(folder) };
}

/**
 * The jars of an edition, fetched by Maven where they are not there yet.
 * @throws LocalKafkaError MAVEN_MISSING, MAVEN_FAILED
 */
export async function ensureJars(edition: Edition, report: Report, root?: string): Promise<Jars> {
  const { version, folder, present } = await locateJars(edition, root);
  if (!present) await fetchJars(edition, version, folder, report);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.jar')).toSorted();
  return { version, folder, classpath: names.map((name) => join(folder, name)).join(':') };
}

/** Copies to a folder beside the final one and renames it: what bears the final name is whole. */
async function fetchJars(edition: Edition, version: string, folder: string, report: Report): Promise<void> {
  const started = performance.now();
  await mkdir(dirname(folder), { recursive: true });
  const arriving = await mkdtemp(`${folder}.arriving-`);
  try {
    report(`fetching Apache Kafka ${version} by Maven, once, about 55 MB, to ${folder}`);
    await runMaven(edition, version, arriving, report);
    await rename(arriving, folder).catch(async (error: unknown) => {
      // Another process was quicker: its jars are as good.
      if (!(await exists(folder))) throw error;
    });
    const jars = (await readdir(folder)).length;
    const seconds = Math.round((performance.now() - started) / 1000);
    report(`fetched Apache Kafka ${version}: ${jars} jars in ${seconds} s`);
  } finally {
    await rm(arriving, { recursive: true, force: true });
  }
}

async function runMaven(edition: Edition, version: string, target: string, report: Report): Promise<void> {
  const args = ['-B', '-f', pomFile(edition), COPY_DEPENDENCIES, `-DoutputDirectory=${target}`];
  const maven = guardProcess(spawn('mvn', args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] }));
  let output = '';
  let progress: Progress = { files: 0, bytes: 0 };
  let lastReport = performance.now();
  createInterface(maven.stdout).on('line', (line) => {
    output += `${line}\n`;
    progress = countDownload(progress, line);
    if (performance.now() - lastReport < REPORT_EVERY_MS || progress.files === 0) return;
    lastReport = performance.now();
    report(`fetching: ${progress.files} files, ${megabytes(progress.bytes)} so far`);
  });
  maven.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    maven.once('error', () => reject(mavenMissing()));
    maven.once('close', resolve);
  });
  if (code === 0) return;
  const log = join(dirname(target), 'maven.log');
  await writeFile(log, output);
  const reason = mavenError(output) ?? `mvn ended with code ${code}`;
  throw new LocalKafkaError(
    'MAVEN_FAILED',
    `Maven could not fetch Apache Kafka ${version}, check the network: ${reason} (its output: ${log})`,
  );
}

function mavenMissing(): LocalKafkaError {
  const way = 'install Maven (such as apt install maven, or brew install maven)';
  return new LocalKafkaError(
    'MAVEN_MISSING',
    `Kafka's jars are fetched by Maven, and there is no mvn: ${way}`,
  );
}
