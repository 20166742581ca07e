import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { allOf, makeTopic, write } from './support/records.js';

const brokers = inject('brokers');
const CLI = join(import.meta.dirname, '../../libs/kafka/src/admin/cli.ts');

/** What the command prints, and its exit code. */
async function admin(...words: string[]): Promise<{ code: number; out: string; err: string }> {
  const args = ['--import', 'tsx', CLI, '--brokers', brokers.join(','), ...words];
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args);
    return { code: 0, out: stdout, err: stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, out: stdout, err: stderr };
  }
}

const lines = (out: string): unknown[] =>
  out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

let topic: string;
beforeAll(async () => {
  topic = await makeTopic(brokers, `cli-${randomUUID()}`);
  await makeTopic(brokers, `${topic}-dlt`);
  const headers = { 'kafka_dlt-exception-fqcn': 'TypeError', 'kafka_dlt-exception-message': 'boom' };
  await write(brokers, `${topic}-dlt`, [{ key: 'k', value: 'v', partition: 1, headers }]);
});

describe('the admin command line', () => {
  it('lists, redrives and replays', async () => {
    const list = await admin('dlt', 'list', topic);
    expect(list).toMatchObject({ code: 0, err: '' });
    expect(list.out).toMatch(/^1:0 {2}\d+s ago {2}1 attempt {2}k {2}TypeError: boom\n$/);
    expect(lines((await admin('dlt', 'list', topic, '--json')).out)).toEqual([
      expect.objectContaining({ partition: 1, offset: '0', value: 'v', attempts: 1 }),
    ]);

    const dry = await admin('dlt', 'redrive', topic, '--at', '1:0', '--dry-run');
    expect(dry.out).toBe(`1 would go back to ${topic}; 0 were redriven before\n`);
    const done = await admin('dlt', 'redrive', topic, '--all', '--json');
    expect(lines(done.out)).toEqual([expect.objectContaining({ redriven: 1, dryRun: false })]);
    expect((await admin('dlt', 'list', topic)).out).toBe('');
    expect(await allOf(brokers, topic)).toHaveLength(1);

    const replayed = await admin('replay', topic, '--from', '1:0', '--json');
    expect(lines(replayed.out)).toEqual([expect.objectContaining({ topic, partition: 1, value: 'v' })]);
    const group = randomUUID();
    const reset = await admin('group', 'reset', group, topic, '--to', 'earliest', '--dry-run');
    expect(reset.out).toBe(
      `${topic} partition 0: nothing -> 0 (dry run)\n${topic} partition 1: nothing -> 0 (dry run)\n`,
    );
  });

  it.each([
    [['dlt', 'list', 'no-such-topic'], 'there is no topic no-such-topic-dlt\n'],
    [['dlt', 'redrive', 'any'], 'Give either --all or a filter.\n'],
    [['replay', 'no-such-topic'], 'there is no topic no-such-topic\n'],
  ])('says in one line what is wrong with %j', async (words, err) => {
    expect(await admin(...words)).toEqual({ code: 1, out: '', err });
  });
});
