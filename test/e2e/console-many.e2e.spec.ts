import { rm } from 'node:fs/promises';
import { LocalKafka } from '@app/local-kafka';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { canBrowse, openBrowser, openTab } from './support/browser.js';
import { builtPage } from './support/built-page.js';
import { type RunningConsole, startConsole } from './support/console.js';
import { send, steps } from './support/consume-app.js';
import { withAdmin } from './support/plain-kafkajs.js';

const TOPICS = 1_000;
const RECORDS = 100_000;
/** What nobody calls slow, with room for a busy machine. */
const QUICK_MS = 4_000;

describe.skipIf(!canBrowse)('with 1,000 topics and 100,000 records', () => {
  let kafka: LocalKafka;
  let desk: RunningConsole;
  let browser: Browser;
  let built: string;

  beforeAll(async () => {
    kafka = await LocalKafka.start();
    const names = Array.from({ length: TOPICS - 1 }, (_, n) => `topic-${String(n).padStart(4, '0')}`);
    const topics = [...names, 'large'].map((topic) => ({ topic, numPartitions: 1 }));
    await withAdmin(kafka.bootstrap, (admin) => admin.createTopics({ topics, timeout: 60_000 }));
    [built, browser] = await Promise.all([builtPage(), openBrowser()]);
    await send(
      kafka.bootstrap,
      'large',
      steps(RECORDS, (n) => `key-${n}`),
    );
    desk = await startConsole({ brokers: kafka.bootstrap, page: built, operable: false, contracts: [] });
  });
  afterAll(async () => {
    await browser.close();
    await desk.close();
    await kafka.stop();
    await rm(built, { recursive: true, force: true });
  });

  async function timed(act: () => Promise<unknown>): Promise<number> {
    const started = performance.now();
    await act();
    return performance.now() - started;
  }

  it('lists, filters, goes far back and finds a key quickly', async () => {
    const { page, context } = await openTab(browser, `${desk.url}/#/topics`);
    onTestFinished(() => context.close());
    const row = (text: string) => page.getByRole('row').filter({ hasText: text }).first();
    expect(
      await timed(() => page.getByText(`${TOPICS.toLocaleString('en-US')} topics`).waitFor()),
    ).toBeLessThan(QUICK_MS);
    // Only what is in sight is drawn.
    expect(await page.getByRole('row').count()).toBeLessThan(60);
    await page.getByRole('grid', { name: 'Topics' }).focus();
    expect(
      await timed(async () => {
        await page.keyboard.press('End');
        await row('topic-0998').waitFor();
      }),
    ).toBeLessThan(QUICK_MS);
    await page.getByRole('searchbox').fill('large');
    await row('large').click();
    expect(await timed(() => row(`key-${RECORDS - 1}`).waitFor())).toBeLessThan(QUICK_MS);
    await page.getByLabel('Key, all of it').fill('key-4242');
    await page.getByRole('button', { name: 'Find' }).click();
    expect(await timed(() => row('key-4242').waitFor())).toBeLessThan(2 * QUICK_MS);
    await page.getByLabel('Text in key or value').fill('in none of them');
    await page.getByRole('button', { name: 'Find' }).click();
    await page.getByText(`${RECORDS.toLocaleString('en-US')} records looked at, none matches.`).waitFor();
  });
});
