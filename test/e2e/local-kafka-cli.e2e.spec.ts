import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTopic, produce, withAdmin } from './support/plain-kafkajs.js';
import { readTopic } from './support/read-topic.js';
import { pidOf } from './support/pid-of.js';

const CLI = join(import.meta.dirname, '../../libs/local-kafka/src/cli.ts');
const FIRST_PORT = 17_092;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kafka project, '));
});
afterAll(async () => {
  await kafka('stop');
  await rm(folder, { recursive: true });
});

/** Runs `npm run kafka -- <args>` to its end, with a `.kafka` folder and ports of its own. */
async function kafka(...args: string[]) {
  return kafkaWith({}, ...args);
}

async function kafkaWith(extra: NodeJS.ProcessEnv, ...args: string[]) {
  const env = { ...process.env, LOCAL_KAFKA_FOLDER: folder, LOCAL_KAFKA_PORT: String(FIRST_PORT), ...extra };
  const child = spawn(process.execPath, ['--import', 'tsx', CLI, ...args], { env });
  const [out, error, ended] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  const code: unknown = ended[0];
  return { out, error, code };
}

describe('npm run kafka', () => {
  it('starts, shows, widens and stops a cluster that outlives the command, and finds its brokers again', async () => {
    expect(await kafka('status')).toMatchObject({ code: 3, out: expect.stringContaining('not running') });

    // Two at once: one has the cluster, the other finds it.
    const [one, two] = await Promise.all([kafka('start'), kafka('start')]);
    expect([one, two]).toMatchObject([
      { code: 0, error: '' },
      { code: 0, error: '' },
    ]);
    expect([one.out, two.out].filter((out) => out.includes('is running already'))).toHaveLength(1);
    expect(await kafka('start', '--brokers', '3')).toEqual({
      code: 1,
      out: '',
      error: 'a cluster of 1 broker is running already: stop it first with `npm run kafka -- stop`\n',
    });

    expect(await kafka('add-broker')).toMatchObject({
      code: 0,
      out: `broker 2 has joined at 127.0.0.1:${FIRST_PORT + 1}\n`,
    });
    const brokers = [`127.0.0.1:${FIRST_PORT}`, `127.0.0.1:${FIRST_PORT + 1}`];
    const described = await withAdmin(brokers, (admin) => admin.describeCluster());
    expect(described.brokers).toHaveLength(2);

    expect(await kafka('stop')).toMatchObject({ code: 0, out: 'Kafka is stopped, its data is kept\n' });
    expect((await kafka('status')).code).toBe(3);
    expect((await kafka('start')).code).toBe(0);
    const status = await kafka('status', '--json');
    expect(status.code).toBe(0);
    expect(JSON.parse(status.out)).toMatchObject({
      state: 'running',
      brokers: brokers.map((address, index) => ({ id: index + 1, address, state: 'running', answers: true })),
    });
  });

  it('starts a broker again that was killed, adds two at once, and tells of an owner that is suspended', async () => {
    const { owner, brokers } = JSON.parse((await kafka('status', '--json')).out) as {
      owner: number;
      brokers: { pid: number }[];
    };
    process.kill(pidOf(brokers[1]), 'SIGKILL');
    expect((await kafka('start')).code).toBe(0);
    const added = await Promise.all([kafka('add-broker'), kafka('add-broker')]);
    expect(added.map(({ code }) => code)).toEqual([0, 0]);
    expect(new Set(added.map(({ out }) => out.split(' ')[1]))).toEqual(new Set(['3', '4']));
    const status = JSON.parse((await kafka('status', '--json')).out) as { brokers: { answers: boolean }[] };
    expect(status.brokers.map(({ answers }) => answers)).toEqual([true, true, true, true]);

    process.kill(pidOf({ pid: owner }), 'SIGSTOP');
    const asked = await kafka('status');
    process.kill(pidOf({ pid: owner }), 'SIGCONT');
    expect(asked).toMatchObject({
      code: 1,
      error: expect.stringMatching(/^the process that owns Kafka does not answer/),
    });
    expect((await kafka('stop')).code).toBe(0);
  });

  it.each([
    ['--brokers 3: three brokers and three replicas', ['--brokers', '3'], 0, 3],
    ['--zookeeper: Kafka 3.9 with ZooKeeper', ['--zookeeper'], 10, 1],
  ])('start %s', async (_, args, portOffset, replicas) => {
    const topic = 'works';
    const port = FIRST_PORT + portOffset;
    expect(await kafkaWith({ LOCAL_KAFKA_PORT: String(port) }, 'start', ...args)).toMatchObject({ code: 0 });
    const brokers = [`127.0.0.1:${port}`];
    await createTopic(brokers, topic);
    await produce(brokers, topic, ['Hello']);
    const [record] = await readTopic(brokers, topic, () => true);
    expect(String(record?.value)).toBe('Hello');
    const metadata = await withAdmin(brokers, (admin) => admin.fetchTopicMetadata({ topics: [topic] }));
    expect(metadata.topics[0]?.partitions[0]?.isr).toHaveLength(replicas);
    expect((await kafka('stop')).code).toBe(0);
  });

  it('says in one line what to install where Java is missing', async () => {
    const env = { LOCAL_KAFKA_FOLDER: join(folder, 'other'), PATH: folder, JAVA_HOME: '' };
    const started = await kafkaWith(env, 'start');
    expect(started).toMatchObject({ code: 1, out: '' });
    expect(started.error).toMatch(/^Kafka needs Java, and there is no Java on the PATH: install a JDK .+\n$/);
  });
});
