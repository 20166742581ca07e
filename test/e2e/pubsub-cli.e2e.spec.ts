import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { orderPlaced } from '@app/contracts';
import { createKafka } from '@app/kafka';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { jsonLines, PUBSUB, pubsub } from './support/pubsub.js';
import { allOf, makeTopic, write } from './support/records.js';
import { RunningProgram } from './support/running-program.js';

const brokers = inject('brokers');
/** Nobody listens there. */
const AWAY = ['127.0.0.1:1'];
const run = (...words: string[]) => pubsub(brokers, words);

const topic = `cli-${randomUUID()}`;
const group = `group-${topic}`;
beforeAll(async () => {
  await makeTopic(brokers, topic);
  await makeTopic(brokers, `${topic}-dlt`);
  await write(brokers, topic, [
    { key: 'a', value: 'first', partition: 0 },
    { key: 'b', value: 'second', partition: 0 },
    { key: 'a', value: 'third', partition: 0 },
  ]);
  const admin = createKafka({ brokers, clientId: 'test' }).admin();
  await admin.connect();
  await admin.setOffsets({ groupId: group, topic, partitions: [{ partition: 0, offset: '1' }] });
  await admin.disconnect();
});

describe('pubsub', () => {
  it('lists topics, groups and lag, as tables and as JSON', async () => {
    const [topics, topicsJson, groups, groupsJson, lag, lagJson] = await Promise.all([
      run('topics'),
      run('topics', '--json'),
      run('groups'),
      run('groups', '--json'),
      run('lag', group),
      run('lag', group, '--json'),
    ]);
    expect(topics.out).toMatch(/^topic +partitions +replicas +records +contract\n/);
    expect(topics.out).toMatch(new RegExp(`^${topic} +2 +1 +3 +no$`, 'm'));
    expect(topics.out).not.toContain('__consumer_offsets');
    expect(jsonLines(topicsJson.out)).toContainEqual({
      name: topic,
      partitions: 2,
      replicas: 1,
      records: 3,
      contract: false,
    });
    expect(groups.out).toMatch(new RegExp(`^${group} +Empty +0 +1 +2$`, 'm'));
    expect(jsonLines(groupsJson.out)).toContainEqual({
      id: group,
      state: 'Empty',
      members: 0,
      topics: [topic],
      lag: 2,
    });
    expect(lag.out.replaceAll(/ +/g, ' ')).toBe(
      `topic partition committed end lag member\n${topic} 0 1 3 2 -\n`,
    );
    expect(jsonLines(lagJson.out)).toEqual([{ topic, partition: 0, committed: 1, end: 3, lag: 2 }]);
  });

  it('publishes an event, and lines of which one is refused', async () => {
    const order = { orderId: randomUUID(), customerId: 'alice', items: [{ sku: 'tea', quantity: 1 }] };
    const event = JSON.stringify(order);
    const one = await run('publish', 'order-placed', event, '--json', '--key', 'other');
    expect(one).toMatchObject({ code: 0, err: '' });
    const [receipt] = jsonLines(one.out) as { partition: number; offset: number }[];
    const record = (await allOf(brokers, orderPlaced.topic)).find(
      ({ partition, offset }) => partition === receipt?.partition && Number(offset) === receipt.offset,
    );
    expect([String(record?.key), String(record?.value)]).toEqual(['other', event]);

    const lines = await pubsub(brokers, ['publish', 'order-placed', '-'], `${event}\n\n{"a":1}\n${event}\n`);
    expect(lines.code).toBe(1);
    expect(lines.out.match(/^order-placed \d+:\d+ {2}[\w-]{36}$/gm)).toHaveLength(2);
    expect(lines.err).toMatch(/^line 3 is not published: event breaks the contract of order-placed: .*\n$/);

    const text = await run('publish', 'my-kafka-topic', 'just text');
    expect(text).toMatchObject({ code: 0, out: expect.stringMatching(/^my-kafka-topic \d+:\d+ /) });
  });

  it('tails by place, key and count, and what arrives', async () => {
    const earliest = await run('tail', topic, '--from', 'earliest', '--count', '2');
    expect(earliest.out).toMatch(/^0:0 {2}\S+Z {2}a {2}first\n0:1 {2}\S+Z {2}b {2}second\n$/);
    const keyed = await run('tail', topic, '--from', '2020-01-01', '--key', 'a', '--count', '2', '--json');
    expect(jsonLines(keyed.out)).toMatchObject([
      { offset: '0', value: 'first' },
      { offset: '2', value: 'third' },
    ]);
  });

  it('ends a tail with its reader, and at Ctrl+C with 0', async () => {
    const env = { ...process.env, KAFKA_BROKERS: brokers.join(',') };
    const piped = `"${PUBSUB}" tail ${topic} --from earliest --count 3 | head -n 1; echo "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = await promisify(execFile)('bash', ['-c', piped], { env });
    expect(stdout).toMatch(/^0:0 {2}.*first\n0\n$/);
    expect(stderr).toBe('');
    const tail = new RunningProgram(PUBSUB, ['tail', topic, '--from', 'earliest'], {
      KAFKA_BROKERS: brokers.join(','),
    });
    await tail.said('third');
    tail.kill('SIGINT');
    expect(await tail.exit).toBe(0);
  });

  it('lists and redrives dead letters, replays, and moves a group', async () => {
    const headers = { 'kafka_dlt-exception-fqcn': 'TypeError', 'kafka_dlt-exception-message': 'boom' };
    await write(brokers, `${topic}-dlt`, [{ key: 'k', value: 'v', partition: 1, headers }]);
    const list = await run('dlt', 'list', topic);
    expect(list).toMatchObject({ code: 0, err: '' });
    expect(list.out).toMatch(/^1:0 {2}\d+s ago {2}1 attempt {2}k {2}TypeError: boom\n$/);
    expect(jsonLines((await run('dlt', 'list', topic, '--json')).out)).toEqual([
      expect.objectContaining({ partition: 1, offset: '0', value: 'v', attempts: 1 }),
    ]);

    const dry = await run('dlt', 'redrive', topic, '--at', '1:0', '--dry-run');
    expect(dry.out).toBe(`1 would go back to ${topic}; 0 were redriven before\n`);
    const done = await run('dlt', 'redrive', topic, '--all', '--json');
    expect(jsonLines(done.out)).toEqual([expect.objectContaining({ redriven: 1, dryRun: false })]);
    expect((await run('dlt', 'list', topic)).out).toBe('');

    const replayed = await run('replay', topic, '--from', '1:0', '--json');
    expect(jsonLines(replayed.out)).toEqual([expect.objectContaining({ topic, partition: 1, value: 'v' })]);
    const reset = await run('group', 'reset', randomUUID(), topic, '--to', 'earliest', '--dry-run');
    expect(reset.out).toBe(
      `${topic} partition 0: nothing -> 0 (dry run)\n${topic} partition 1: nothing -> 0 (dry run)\n`,
    );
  });

  it('checks the contracts and completes commands in bash', async () => {
    expect(await run('contracts', 'check')).toEqual({ code: 0, out: 'all is recorded as it is\n', err: '' });
    const typed = 'COMP_WORDS=(npx pubsub dlt re); COMP_CWORD=3; _pubsub; echo "${COMPREPLY[*]}"';
    const script = `eval "$("${PUBSUB}" completion bash)"; ${typed}`;
    expect((await promisify(execFile)('bash', ['-c', script])).stdout).toBe('redrive\n');
  });
});

describe.concurrent('a mistake is told in one line', () => {
  const known = 'known topics: my-kafka-topic, order-placed';
  it.each([
    [1, ['dlt', 'list', 'no-such-topic'], 'there is no topic no-such-topic-dlt'],
    [1, ['replay', 'no-such-topic'], 'there is no topic no-such-topic'],
    [1, ['tail', 'no-such-topic'], 'there is no topic no-such-topic'],
    [1, ['publish', 'no-such-topic', '{}'], `no contract for topic "no-such-topic"; ${known}`],
    [1, ['lag', 'no-such-group'], 'there is no group no-such-group'],
    [2, ['dlt', 'redrive', 'any'], 'error: give either --all or a filter'],
    [2, ['topcs'], "error: unknown command 'topcs' (Did you mean topics?)"],
  ])('with exit code %i: %j', async (code, words, err) => {
    expect(await run(...words)).toEqual({ code, out: '', err: `${err}\n` });
  });

  it.each([
    [['topics']],
    [['publish', 'my-kafka-topic', 'x']],
    [['dlt', 'list', 'any']],
    [['replay', 'any']],
  ])('when no broker is there: %j', async (words) => {
    expect(await pubsub(AWAY, words)).toEqual({
      code: 1,
      out: '',
      err: 'no Kafka broker answers at 127.0.0.1:1: start it (npm start), or name others with --brokers\n',
    });
  });
});
