import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { contracts, myKafkaTopic, orderPlaced } from '@app/contracts';
import { EventPublisher } from '@app/kafka';
import { LocalKafka } from '@app/local-kafka';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { bootPublisher, bootSubscriber } from './support/boot.js';
import { canBrowse, openBrowser, openTab, SCREENSHOTS } from './support/browser.js';
import { builtPage } from './support/built-page.js';
import { startConsole } from './support/console.js';
import { furnish } from './support/furnish.js';
import { LogCollector } from './support/log-collector.js';

/** Of the picture in the README, which `npm run screenshots` takes from here. */
const SIZE = { width: 1280, height: 600 };

/** Two publishers and two groups on three brokers, and events all the time. */
async function busyCluster(): Promise<readonly string[]> {
  const kafka = await LocalKafka.start({ brokers: 3 });
  onTestFinished(() => kafka.stop());
  const brokers = kafka.bootstrap;
  const logger = new LogCollector();
  const { close } = await furnish(brokers, 'billing');
  onTestFinished(close);
  const subscriber = await bootSubscriber({ brokers, logger, groupId: 'grp2' });
  onTestFinished(() => subscriber.close());
  const publisher = await bootPublisher({ brokers, logger });
  onTestFinished(() => publisher.close());
  const say = () => publisher.get(EventPublisher).publish(myKafkaTopic, { text: 'Hello' });
  const lines = setInterval(() => void say().catch(() => undefined), 200);
  onTestFinished(() => clearInterval(lines));
  return brokers;
}

describe.skipIf(!canBrowse)('the overview of a busy cluster', () => {
  it('draws who publishes, the topics, who reads them, what moves between them, and the brokers', async () => {
    const brokers = await busyCluster();
    const [page, browser] = await Promise.all([builtPage(), openBrowser()]);
    onTestFinished(() => rm(page, { recursive: true, force: true }));
    onTestFinished(() => browser.close());
    const desk = await startConsole({ brokers, page, contracts });
    onTestFinished(() => desk.close());
    const tab = await openTab(browser, `${desk.url}/#/`, { operatorKey: desk.key });
    await tab.page.setViewportSize(SIZE);
    const picture = tab.page.getByRole('group', { name: 'Picture of the cluster' });

    const names = ['/web-shop', '/publisher', orderPlaced.topic, myKafkaTopic.topic, 'billing', 'grp2'];
    for (const name of [...names, 'Broker 1', 'Broker 2', 'Broker 3']) {
      await picture
        .locator('text')
        .and(tab.page.getByText(name, { exact: true }))
        .waitFor();
    }
    // One publisher writes to both topics, and both groups read both.
    await vi.waitFor(async () => expect(await picture.locator('.flow-dots').count()).toBe(7), {
      timeout: 20_000,
    });
    expect(tab.complaints).toEqual([]);
    await tab.page.screenshot({ path: join(SCREENSHOTS, 'busy-cluster.png') });
  });
});
