import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { build, mainOf } from '../../apps/start/src/build.js';
import { send } from './support/consume-app.js';
import { freePort } from './support/free-port.js';
import { RunningProgram } from './support/running-program.js';

const brokers = inject('brokers');
const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';

/** The subscriber as production runs it, in a group of its own that starts where it stands. */
async function startSubscriber(env: NodeJS.ProcessEnv): Promise<RunningProgram> {
  await build(['subscriber'], () => undefined);
  const settings = { KAFKA_BROKERS: brokers.join(','), PORT: String(await freePort()), ...env };
  const program = new RunningProgram(process.execPath, [mainOf('subscriber')], settings);
  onTestFinished(() => program.kill('SIGKILL'));
  return program;
}

const parsed = ({ stdout }: RunningProgram): Record<string, unknown>[] =>
  stdout.map((line) => JSON.parse(line) as Record<string, unknown>);

describe('logs for programs', () => {
  it('say of each line about an event which, and payloads only at debug', async () => {
    const groupId = `logs-${randomUUID()}`;
    const program = await startSubscriber({
      KAFKA_GROUP_ID: groupId,
      NODE_ENV: 'production',
      LOG_LEVEL: 'debug',
    });
    const id = randomUUID();
    const text = randomUUID();
    const headers = { ce_id: id, ce_source: '/t', traceparent: `00-${TRACE_ID}-00f067aa0ba902b7-01` };
    await send(brokers, 'my-kafka-topic', [{ key: 'a key', value: text, headers }]);
    await program.said(`${groupId} received: ${text}`);
    const about = parsed(program).filter(({ eventId }) => eventId === id);
    expect(about.map(({ level, message }) => [level, message])).toEqual([
      ['debug', text],
      ['log', `${groupId} received: ${text}`],
    ]);
    for (const line of about) {
      expect(line).toMatchObject({ topic: 'my-kafka-topic', traceId: TRACE_ID });
      expect(line).toMatchObject({
        partition: expect.any(Number),
        offset: expect.any(Number),
        keyHash: expect.any(Number),
      });
      expect(JSON.stringify(line)).not.toContain('a key');
    }
  });

  it('have lost nothing when the process ends at once', async () => {
    const file = fileURLToPath(new URL('support/log-and-exit.ts', import.meta.url));
    const program = new RunningProgram(process.execPath, ['--import', 'tsx', file, '20000']);
    expect(await program.exit).toBe(3);
    expect(parsed(program).map(({ message }) => message)).toEqual(
      Array.from({ length: 20_000 }, (_, n) => `line ${n}`),
    );
  });

  it('come out, and one line that says what is wrong, when the app cannot start', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    onTestFinished(() => void taken.close());
    const { port } = taken.address() as { port: number };
    const program = await startSubscriber({ PORT: String(port), LOG_FORMAT: 'json' });
    expect(await program.exit).toBe(1);
    expect(program.stdout.join('\n')).toContain('Starting Nest application');
    expect(program.stderr.at(-1)).toContain(`port ${port} is in use`);
  });
});
