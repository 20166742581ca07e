import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { LocalKafka } from '@app/local-kafka';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Overview } from '../../apps/console/src/api/overview.js';
import type { RecordPage } from '../../apps/console/src/api/records.js';
import type { TopicDetails, TopicSummary } from '../../apps/console/src/api/topics.js';
import { canBrowse, openBrowser, openTab, SCREENSHOTS } from './support/browser.js';
import { builtPage } from './support/built-page.js';
import { type RunningConsole, startConsole } from './support/console.js';
import { send, steps, until } from './support/consume-app.js';
import { withAdmin } from './support/plain-kafkajs.js';

describe('the console of a cluster of three brokers', () => {
  let kafka: LocalKafka;
  let desk: RunningConsole;
  let built: string | undefined;
  let browser: Browser | undefined;

  beforeAll(async () => {
    kafka = await LocalKafka.start({ brokers: 3 });
    const topics = [
      { topic: 'copied', numPartitions: 6, replicationFactor: 3 },
      { topic: 'single', numPartitions: 3, replicationFactor: 1 },
    ];
    await withAdmin(kafka.bootstrap, (admin) => admin.createTopics({ waitForLeaders: true, topics }));
    if (canBrowse) [built, browser] = await Promise.all([builtPage(), openBrowser()]);
    desk = await startConsole({
      brokers: kafka.bootstrap,
      operable: false,
      ...(built === undefined ? {} : { page: built }),
    });
  });
  afterAll(async () => {
    await desk.close();
    await browser?.close();
    await kafka.stop();
    if (built !== undefined) await rm(built, { recursive: true, force: true });
  });

  it('shows a killed broker within 5 s, and serves what the others have', async () => {
    await send(
      kafka.bootstrap,
      'copied',
      steps(100, (n) => `k${n}`),
    );
    const tab = browser ? await openTab(browser, `${desk.url}/#/`) : undefined;
    onTestFinished(() => tab?.context.close());
    const online = tab?.page.getByRole('button', { name: 'Broker 2 127.0.0.1' });
    const offline = tab?.page.getByRole('button', { name: 'Broker 2 offline' });
    await online?.waitFor();
    const overview = () => desk.get<Overview>('overview');
    await vi.waitFor(async () => expect((await overview()).brokers).toHaveLength(3), { timeout: 10_000 });

    const killed = performance.now();
    await kafka.kill(2);
    await offline?.waitFor();
    await until(async () => (await overview()).brokers[1]?.online === false);
    expect(performance.now() - killed).toBeLessThan(5_000);

    // Once the cluster has noticed too; a topic without copies keeps a partition without a leader.
    await vi.waitFor(
      async () => {
        const { partitions } = await desk.get<TopicDetails>('topics/copied');
        expect(partitions.every(({ leader, isr }) => leader !== 2 && isr.length === 2)).toBe(true);
      },
      { timeout: 20_000, interval: 200 },
    );
    const { partitions } = await desk.get<TopicDetails>('topics/single');
    expect(partitions.filter(({ leader }) => leader === undefined)).toHaveLength(1);
    const { records, unread } = await desk.get<RecordPage>('topics/copied/records?offset=0&limit=200');
    expect([records.length, unread]).toEqual([100, []]);
    const away = partitions.find(({ leader }) => leader === undefined)?.id;
    expect(await desk.get<RecordPage>('topics/single/records')).toMatchObject({
      records: [],
      unread: [away],
    });
    const line = async () => (await desk.get<TopicSummary[]>('topics')).find(({ name }) => name === 'copied');
    await until(async () => (await line())?.underReplicated === 6 && (await line())?.records === 100);

    await tab?.page.screenshot({ path: join(SCREENSHOTS, 'broker-killed.png') });
    await kafka.restart(2);
    await online?.waitFor();
  });
});
