import { randomUUID } from 'node:crypto';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { freePort } from './support/free-port.js';
import { leftOf, treeOf } from './support/process-tree.js';
import { RunningProgram } from './support/running-program.js';

const brokers = inject('brokers').join(',');

async function nestStart(app: string, args: readonly string[], groupId: string): Promise<RunningProgram> {
  const env = {
    KAFKA_BROKERS: brokers,
    KAFKA_GROUP_ID: groupId,
    PORT: String(await freePort()),
    LOG_FORMAT: 'json',
  };
  const program = new RunningProgram('npx', ['nest', 'start', app, ...args], env);
  onTestFinished(async () => {
    const all = await treeOf(program.pid);
    program.kill('SIGINT');
    // `nest start --watch` may leave its app to the terminal's own Ctrl-C, which goes to the whole group.
    for (const pid of await leftOf(all, 3_000)) kill(pid);
  });
  return program;
}

/** A process may end by itself in between. */
function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has.
  }
}

describe('nest start', () => {
  it.each([[[]], [['--watch']]])('publisher and subscriber, with %j', async (args) => {
    const groupId = `nest-${randomUUID()}`;
    const subscriber = await nestStart('subscriber', args, groupId);
    await subscriber.said('successfully started');
    const publisher = await nestStart('publisher', [...args, '--', '--stdin'], groupId);
    const text = randomUUID();
    publisher.type(`${text}\n`);
    await subscriber.said(`${groupId} received: ${text}`);
    expect([...publisher.stderr, ...subscriber.stderr].join('\n')).not.toContain('    at ');
  });
});
