import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { ask } from './control-client.js';
import { serveControl } from './control-server.js';
import { claimSocket, controlSocket } from './control-socket.js';
import type { Status } from './protocol.js';
import { LocalKafkaError } from '../errors.js';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 's-'));
  path = join(folder, 'owner.sock');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

const claim = async () => {
  const claimed = await claimSocket(path);
  if (claimed) onTestFinished(() => void claimed.server.close());
  return claimed;
};

/** Leaves the socket of a process that was killed. */
async function leaveDeadSocket(): Promise<void> {
  const script = join(folder, 'owner.mjs');
  await writeFile(
    script,
    "import { createServer } from 'node:net';\ncreateServer().listen(process.argv[2], () => process.send('up'));\n",
  );
  const owner = fork(script, [path], { execArgv: [] });
  await once(owner, 'message');
  owner.kill('SIGKILL');
  await once(owner, 'exit');
}

describe('controlSocket', () => {
  it('is short enough for any temporary folder, and another for another project', () => {
    vi.stubEnv('TMPDIR', `/${'long/'.repeat(30)}`);
    expect(Buffer.byteLength(controlSocket('/a'))).toBeLessThan(104);
    expect(controlSocket('/a')).not.toBe(controlSocket('/b'));
  });
});

describe('claimSocket', () => {
  it('has one owner at a time, and is for its user alone', async () => {
    expect(await claim()).toMatchObject({ afterDeadOwner: false });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await claim()).toBeUndefined();
  });

  it('goes to one of two who come after a dead owner', async () => {
    await leaveDeadSocket();
    const claims = await Promise.all([claim(), claim()]);
    expect(claims.filter((claimed) => claimed !== undefined)).toHaveLength(1);
    expect((await readdir(folder)).filter((name) => name.includes('.sock'))).toEqual(['owner.sock']);
  });
});

describe('a command', () => {
  const status: Status = {
    state: 'running',
    owner: 1,
    founders: 1,
    zookeeper: false,
    dataFolder: '/data',
    brokers: [],
  };
  const failing = () => Promise.reject(new LocalKafkaError('PORT_TAKEN', 'port 1 is taken'));

  it('is answered by the owner, be it with an error', async () => {
    const claimed = await claim();
    if (!claimed) throw new Error('not claimed');
    const fine = () => Promise.resolve(status);
    serveControl(claimed.server, { status: fine, wait: fine, stop: fine, 'add-broker': failing });
    expect(await ask(path, 'status')).toEqual(status);
    await expect(ask(path, 'add-broker')).rejects.toMatchObject({
      code: 'PORT_TAKEN',
      message: 'port 1 is taken',
    });
  });

  it('finds nobody where there is no owner, or a dead one', async () => {
    await expect(ask(path, 'status')).rejects.toMatchObject({ code: 'NOT_RUNNING' });
    await leaveDeadSocket();
    await expect(ask(path, 'status')).rejects.toMatchObject({ code: 'NOT_RUNNING' });
  });
});
