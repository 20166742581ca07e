import { randomInt, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { get } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Authority } from '@app/security/testing';
import { afterEach, beforeEach, describe, expect, inject, it, onTestFinished } from 'vitest';
import { freePort } from './support/free-port.js';
import { leftOf, treeOf } from './support/process-tree.js';
import { RunningProgram } from './support/running-program.js';

const brokers = inject('brokers');
const running: RunningProgram[] = [];
let env: NodeJS.ProcessEnv;

beforeEach(async () => {
  env = {
    KAFKA_BROKERS: brokers.join(','),
    KAFKA_GROUP_ID: `start-${randomUUID()}`,
    PUBLISHER_PORT: String(await freePort()),
    SUBSCRIBER_PORT: String(await freePort()),
    CONSOLE_PORT: String(await freePort()),
  };
});

afterEach(async () => {
  for (const program of running.splice(0)) {
    program.kill('SIGTERM');
    await program.exit;
  }
});

function start(args: readonly string[] = [], more: NodeJS.ProcessEnv = {}): RunningProgram {
  const program = new RunningProgram('npm', ['start', '--silent', '--', ...args], { ...env, ...more });
  running.push(program);
  return program;
}

/** Settings for a Kafka in a folder and on a port of this test's own. */
async function ownKafka(): Promise<NodeJS.ProcessEnv> {
  const folder = await mkdtemp(join(tmpdir(), 'start of ours-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return {
    KAFKA_BROKERS: '',
    LOCAL_KAFKA_FOLDER: folder,
    LOCAL_KAFKA_PORT: String(randomInt(10_500, 19_500)),
  };
}

const group = () => String(env['KAFKA_GROUP_ID']);

describe('npm start', () => {
  it('--once prints what was received, each alone on a line, and ends with 0', async () => {
    const [hello, world] = [`Hello ${randomUUID()}`, `World ${randomUUID()}`];
    const program = start(['--once']);
    program.type(`${hello}\n${world}\n`);
    program.endInput();
    expect(await program.exit).toBe(0);
    expect(program.stdout).toContain(`${group()} received: ${hello}`);
    expect(program.stdout).toContain(`${group()} received: ${world}`);
    expect(program.stdout.every((line) => line.startsWith(`${group()} received: `))).toBe(true);
  });

  it('--once ends with 1 and says why when a line could not be published', async () => {
    const program = start(['--once']);
    program.type(`${'x'.repeat(10_001)}\n`);
    program.endInput();
    expect(await program.exit).toBe(1);
    expect(program.stderr).toContain('1 of the lines could not be published');
  });

  it('brings a typed line back while it runs, and keeps serving when standard input is closed', async () => {
    const program = start();
    const typed = `typed ${randomUUID()}`;
    program.type(`${typed}\n`);
    await program.said(`${group()} received: ${typed}`);
    program.endInput();
    const posted = `posted ${randomUUID()}`;
    const url = `http://127.0.0.1:${env['PUBLISHER_PORT']}/topics/my-kafka-topic/events`;
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: posted,
    });
    expect(response.status).toBe(201);
    await program.said(`${group()} received: ${posted}`);
    const desk = `http://127.0.0.1:${env['CONSOLE_PORT']}`;
    await program.said(`console     ${desk}`);
    expect(await (await fetch(desk)).text()).toContain('<div id="root">');
    const all = await treeOf(program.pid);
    program.kill('SIGINT');
    expect(await program.exit).toBe(0);
    expect(await leftOf(all, 1_000)).toEqual([]);
  });

  it('with a certificate says https where it is spoken', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'start-tls-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const authority = await Authority.create(folder, 'ours');
    const { cert, key } = await authority.issue('apps');
    const program = start([], { HTTPS_CERT_FILE: cert, HTTPS_KEY_FILE: key });
    await program.said('Type a line');
    const told = program.stderr.flatMap((line) => /https?:\S+/.exec(line) ?? []);
    expect(told).toEqual([
      `https://127.0.0.1:${env['PUBLISHER_PORT']}/topics/my-kafka-topic/events`,
      `https://127.0.0.1:${env['SUBSCRIBER_PORT']}/health/ready`,
      `https://127.0.0.1:${env['CONSOLE_PORT']}`,
    ]);
    const ca = await readFile(authority.file);
    for (const url of told.slice(1)) {
      const [response] = (await once(get(url, { ca, agent: false }), 'response')) as [IncomingMessage];
      expect(response.resume().statusCode).toBe(200);
    }
  });

  it('shows what was received whatever level is logged', async () => {
    const program = start(['--once'], { LOG_LEVEL: 'warn' });
    program.type('Hello\n');
    program.endInput();
    expect(await program.exit).toBe(0);
    expect(program.stdout).toContain(`${group()} received: Hello`);
  });

  it('--for ends after its time', async () => {
    expect(await start(['--for', '1s']).exit).toBe(0);
  });

  it('with a Kafka of its own: --once, again with what was kept, and Ctrl-C', async () => {
    const own = await ownKafka();
    const first = start(['--once'], own);
    first.type('Hello\n');
    first.endInput();
    expect(await first.exit).toBe(0);
    expect(first.stdout).toEqual([`${group()} received: Hello`]);
    const second = start([], own);
    second.type('World\n');
    await second.said(`${group()} received: World`);
    expect(second.stdout).toEqual([`${group()} received: World`]);
    const all = await treeOf(second.pid);
    second.kill('SIGINT');
    expect(await leftOf(all, 10_000)).toEqual([]);
    expect(await second.exit).toBe(0);
  });

  it('leaves no process behind when its parent is killed, nor Kafka', async () => {
    const program = start([], await ownKafka());
    await program.said('Type a line');
    const all = await treeOf(program.pid);
    expect(all.length).toBeGreaterThan(4);
    program.kill('SIGKILL');
    expect(await leftOf(all, 10_000)).toEqual([]);
  });
});

describe('what keeps npm start from starting is one line and exit code 1', () => {
  it.each([
    ['an unknown option', ['--twice'], {}, /^usage: npm start/],
    ['a malformed time', ['--for', 'ages'], {}, /^--for takes a time such as 30s/],
    ['malformed brokers', [], { KAFKA_BROKERS: 'nowhere' }, /KAFKA_BROKERS/],
    ['a malformed port', [], { PUBLISHER_PORT: 'http' }, /^PUBLISHER_PORT must be a port number/],
  ])('%s', async (_, args, more, line) => {
    const program = start(args, more);
    expect(await program.exit).toBe(1);
    expect(program.stderr).toHaveLength(1);
    expect(program.stderr[0]).toMatch(line);
  });

  it('a line for each of several', async () => {
    const program = start([], { PUBLISHER_PORT: 'http', SUBSCRIBER_PORT: '70000' });
    expect(await program.exit).toBe(1);
    expect(program.stderr).toEqual([
      expect.stringMatching(/^PUBLISHER_PORT must be a port number/),
      expect.stringMatching(/^SUBSCRIBER_PORT must be from 0 to 65535/),
    ]);
  });

  it('a port in use', async () => {
    const server = createServer().listen(Number(env['PUBLISHER_PORT']), '127.0.0.1');
    onTestFinished(() => void server.close());
    const program = start();
    expect(await program.exit).toBe(1);
    const line = `port ${env['PUBLISHER_PORT']} is in use by another process: stop it, or set`;
    expect(program.stderr.join('\n')).toContain(line);
    expect(program.stderr.join('\n')).not.toContain('    at ');
  });
});

describe('without brokers', () => {
  it('says so in clear lines, and ends when it is told to', async () => {
    const program = start([], { KAFKA_BROKERS: `127.0.0.1:${await freePort()}` });
    await program.said('publisher: Kafka cannot be reached');
    await program.said('subscriber: Kafka cannot be reached');
    program.kill('SIGTERM');
    expect(await program.exit).toBe(0);
    expect(program.stderr.join('\n')).not.toContain('    at ');
  });
});
