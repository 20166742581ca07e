import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll } from 'vitest';

/** Where Debian has its versions; elsewhere they are in the path. */
const DEBIAN = '/usr/lib/postgresql';
const NOBODY = 65_534;

/** Folder of the server's programs; undefined where there are none. */
function findPrograms(): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).toSorted((a, b) => Number(b) - Number(a)) : [];
  const folders = versions.map((version) => join(DEBIAN, version, 'bin'));
  return [...folders, ...(process.env['PATH'] ?? '').split(':')].find((each) =>
    existsSync(join(each, 'initdb')),
  );
}

const programs = findPrograms();

/** Whether specs that need PostgreSQL run. Where tests are to be complete, a missing one is their failure. */
export const postgresIsPresent = programs !== undefined || Boolean(process.env['CI']);
if (!postgresIsPresent) process.stderr.write('no PostgreSQL here: the specs that need it are skipped\n');

/** Of tests that run on each database, those whose database is here. */
export const onPresent = <T extends { readonly name: 'PostgreSQL' | 'SQLite' }>(tests: readonly T[]): T[] =>
  tests.filter(({ name }) => name === 'SQLite' || postgresIsPresent);

/** A real PostgreSQL of its own, which ends with this process. */
export class Postgres {
  private folder = '';
  private readonly said: string[] = [];
  private wake: () => void = () => undefined;

  private constructor(private readonly child: ChildProcessWithoutNullStreams) {
    createInterface({ input: child.stdout }).on('line', (line) => {
      this.said.push(line);
      this.wake();
    });
    child.stderr.pipe(process.stderr);
    child.on('close', () => this.wake());
  }

  /** @throws Error where PostgreSQL is not installed. */
  static async start(): Promise<Postgres> {
    if (programs === undefined) throw new Error('PostgreSQL is not installed: apt-get install postgresql');
    // The server refuses to run as root.
    const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
    const script = join(import.meta.dirname, 'postgres.sh');
    const postgres = new Postgres(
      spawn('/bin/sh', [script, programs], { cwd: '/', detached: true, env: {}, ...user }),
    );
    postgres.folder = (await postgres.hears(/^folder /)).slice('folder '.length);
    await postgres.hears(/^ready$/);
    return postgres;
  }

  get url(): string {
    return `postgres://test@/postgres?host=${this.folder}`;
  }

  /** `kill` is a power cut, `stop` ends connections in order. */
  async order(order: 'start' | 'stop' | 'kill'): Promise<void> {
    this.child.stdin.write(`${order}\n`);
    await this.hears(order === 'start' ? /^ready$/ : /^stopped$/);
  }

  async end(): Promise<void> {
    this.child.stdin.end();
    await once(this.child, 'close');
  }

  private async hears(pattern: RegExp): Promise<string> {
    for (;;) {
      const line = this.said.shift();
      if (line === undefined && this.child.exitCode !== null) throw new Error('PostgreSQL has ended');
      if (line !== undefined && pattern.test(line)) return line;
      if (line === undefined) await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }
}

/** The server that all tests of a file have, where PostgreSQL is here; to be asked for within them. */
export function sharedPostgres(): () => Postgres {
  let postgres: Postgres;
  beforeAll(async () => {
    if (postgresIsPresent) postgres = await Postgres.start();
  });
  afterAll(async () => {
    if (postgresIsPresent) await postgres.end();
  });
  return () => postgres;
}
