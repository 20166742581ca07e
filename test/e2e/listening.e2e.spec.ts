import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { build, mainOf } from '../../apps/start/src/build.js';
import { freePort } from './support/free-port.js';
import { keysText, makeKey, bearer } from './support/keys.js';
import { RunningProgram } from './support/running-program.js';

const APPS = ['publisher', 'subscriber', 'console'];
const brokers = inject('brokers').join(',');

beforeAll(() => build(APPS, () => undefined), 240_000);

async function start(
  app: string,
  env: NodeJS.ProcessEnv,
): Promise<{ program: RunningProgram; port: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'listening-'));
  const port = await freePort();
  const settings = { KAFKA_BROKERS: brokers, PORT: String(port), AUDIT_FILE: join(folder, 'audit'), ...env };
  const program = new RunningProgram(process.execPath, [mainOf(app)], settings);
  onTestFinished(async () => {
    program.kill('SIGKILL');
    await program.exit;
    await rm(folder, { recursive: true });
  });
  return { program, port };
}

describe.each(APPS)('the %s', (app) => {
  it('does not listen beyond this machine for everybody: one line, exit code 1', async () => {
    const { program } = await start(app, { HOST: '0.0.0.0', OPERATOR_KEY: 'a-key-of-some-length' });
    expect(await program.exit).toBe(1);
    expect(program.stderr).toEqual([
      'HOST would let in whoever reaches it: set API_KEYS_FILE (npx pubsub keys create), API_KEYS or OIDC_ISSUER, ' +
        'or ALLOW_ANONYMOUS=true if that is meant, but is "0.0.0.0"',
    ]);
    expect(program.stdout).toEqual([]);
  });

  it('is told of keys that cannot be read in one line', async () => {
    const { program } = await start(app, { API_KEYS: '{"keys":[{"id":"a secret"}]}' });
    expect(await program.exit).toBe(1);
    expect(program.stderr).toEqual([
      expect.stringMatching(/^API_KEYS: keys\.0\.id must be the id of a key$/),
    ]);
  });

  it('listens with keys, and with ALLOW_ANONYMOUS', async () => {
    const reader = makeKey({ acts: ['read'] });
    const guarded = await start(app, { HOST: '0.0.0.0', API_KEYS: keysText(reader) });
    await guarded.program.said('successfully started');
    const path = app === 'console' ? 'api/contracts' : 'metrics';
    const ask = (port: number, headers = {}) => fetch(`http://127.0.0.1:${port}/${path}`, { headers });
    expect(await answered(() => ask(guarded.port))).toBe(401);
    expect(await answered(() => ask(guarded.port, bearer(reader.key)))).toBe(200);
    const open = await start(app, { HOST: '0.0.0.0', ALLOW_ANONYMOUS: 'true' });
    await open.program.said('successfully started');
    expect(await answered(() => ask(open.port))).toBe(200);
  });
});

/** It listens a moment after Nest has said that it is started. */
async function answered(ask: () => Promise<Response>): Promise<number> {
  for (;;) {
    const response = await ask().catch(() => undefined);
    if (response) return response.status;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
