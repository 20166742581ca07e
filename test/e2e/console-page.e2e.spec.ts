import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { bootSubscriber } from './support/boot.js';
import { canBrowse, openBrowser, openTab } from './support/browser.js';
import { builtPage } from './support/built-page.js';
import { type RunningConsole, startConsole } from './support/console.js';
import {
  committed,
  contractOf,
  controllerOf,
  send,
  startApp,
  type Step,
  steps,
  until,
} from './support/consume-app.js';
import { LogCollector } from './support/log-collector.js';
import { withAdmin } from './support/plain-kafkajs.js';
import { makeTopic, write } from './support/records.js';

/** Keeps the longest time in milliseconds in which the page did not come to draw. */
const WATCH_FRAMES = `
  var longestFrame = 0;
  let last = performance.now();
  const frame = () => {
    const now = performance.now();
    longestFrame = Math.max(longestFrame, now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
`;

const brokers = inject('brokers');
let built: string;
let desk: RunningConsole;
let browser: Browser;

describe.skipIf(!canBrowse)('the page', () => {
  beforeAll(async () => {
    [built, browser] = await Promise.all([builtPage(), openBrowser()]);
    desk = await startConsole({ brokers, page: built });
  });
  afterAll(async () => {
    await browser.close();
    await desk.close();
    await rm(built, { recursive: true, force: true });
  });

  /** Opens an address as the operator; in the end the browser must have had no complaint. */
  async function open(hash: string, url = desk.url): Promise<Page> {
    const { page, context, complaints } = await openTab(browser, `${url}/${hash}`, { operatorKey: desk.key });
    onTestFinished(async () => {
      await context.close();
      // A refused event is told by its status; browsers log each.
      expect(complaints.filter((text) => !text.includes('status of 422'))).toEqual([]);
    });
    return page;
  }

  const row = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text });

  it('publishes Hello by the form, shows what is wrong beside the field, and sees the group receive it', async () => {
    const groupId = `grp2-${randomUUID()}`;
    const subscriber = await bootSubscriber({ brokers, logger: new LogCollector(), groupId });
    onTestFinished(() => subscriber.close());
    const page = await open('#/publish/my-kafka-topic');
    const text = page.getByLabel(/^text/);
    await page.getByRole('button', { name: 'Publish' }).click();
    await page.getByText('text should not be empty').waitFor();
    expect(await text.getAttribute('aria-invalid')).toBe('true');
    await text.and(page.locator(':focus')).waitFor();

    await text.fill('Hello');
    await page.getByRole('button', { name: 'Publish' }).click();
    const arrival = page.locator(`[data-group="${groupId}"]`);
    await arrival.and(page.locator('[data-arrived="true"]')).waitFor();
    expect(await arrival.textContent()).toMatch(/received after \d+\.\d s/);
  });

  it('tails 10,000 records without a hang, pauses, goes on, and shows one', async () => {
    const topic = await makeTopic(brokers, `page-${randomUUID()}`, 3);
    const page = await open(`#/topics/${topic}?tab=tail`);
    await page.locator('[data-state="live"]').waitFor();
    await page.evaluate(WATCH_FRAMES);
    const batch = (from: number) => steps(1_000, (n) => `k${from + n}`);
    for (let sent = 0; sent < 10_000; sent += 1_000) await write(brokers, topic, [...batch(sent)]);
    const counted = async () => {
      const counts = await page.locator('[data-count]').allTextContents();
      return counts.reduce((sum, each) => sum + Number(each.replaceAll(',', '')), 0);
    };
    await until(async () => (await counted()) === 10_000);
    expect(await page.evaluate('longestFrame')).toBeLessThan(2_000);

    await page.getByRole('button', { name: 'Pause' }).click();
    await write(brokers, topic, [{ value: 'written meanwhile', partition: 0 }]);
    await page.getByText('1 waiting').waitFor();
    expect(await row(page, 'written meanwhile').count()).toBe(0);
    await page.getByRole('button', { name: 'Resume' }).click();
    await row(page, 'written meanwhile').click();
    await page
      .getByRole('complementary', { name: /Record 0:/ })
      .getByText('written meanwhile')
      .waitFor();
  });

  it('keeps no connection while nobody sees it, and misses nothing', async () => {
    const topic = await makeTopic(brokers, `page-${randomUUID()}`, 1);
    const page = await open(`#/topics/${topic}?tab=tail`);
    await page.locator('[data-state="live"]').waitFor();
    const see = (state: string) =>
      page.evaluate(
        `Object.defineProperty(document, 'visibilityState', { value: '${state}', configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));`,
      );
    await see('hidden');
    const tail = page.waitForRequest((request) => request.url().includes('/tail?'));
    await write(brokers, topic, [{ value: 'written out of sight' }]);
    await see('visible');
    expect((await tail).url()).toContain('after=newer');
    await row(page, 'written out of sight').waitFor();
    expect(await row(page, 'written out of sight').count()).toBe(1);
  });

  it('browses to an offset and shows the record as a tree', async () => {
    const topic = await makeTopic(brokers, `page-${randomUUID()}`, 1);
    await send(
      brokers,
      topic,
      steps(500, (n) => `key-${n}`),
    );
    const page = await open(`#/topics/${topic}`);
    await row(page, 'key-499').waitFor();
    await page.getByRole('button', { name: 'Offset', exact: true }).click();
    await page.getByLabel('Offset', { exact: true }).fill('123');
    await page.getByRole('button', { name: 'Find' }).click();
    const first = page.getByRole('grid', { name: 'Records' }).getByRole('row').nth(1);
    await first.filter({ hasText: 'key-123' }).click();
    const panel = page.getByRole('complementary', { name: 'Record 0:123' });
    await panel.getByText('n: 123').waitFor();
    expect(await page.getByRole('grid', { name: 'Records' }).getByRole('row').count()).toBeGreaterThan(10);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
  });

  it('finds a dead letter, redrives it and sees it handled', async () => {
    const topic = await makeTopic(brokers, `page-${randomUUID()}`, 1);
    let broken = true;
    const handled: Step[] = [];
    const controller = controllerOf(topic, (step: Step) => {
      if (broken) throw Object.assign(new Error(`no stock for ${step.id}`), { name: 'OutOfStock' });
      handled.push(step);
    });
    const contract = contractOf(topic, { retry: { attempts: 1 } });
    const app = await startApp({ brokers, contracts: [contract], controllers: [controller] });
    onTestFinished(() => app.close());
    await send(
      brokers,
      topic,
      steps(2, (n) => `item${n}`),
    );
    const page = await open(`#/dead-letters?topic=${topic}`);
    await row(page, 'no stock for item1').click();
    const panel = page.getByRole('complementary', { name: `Dead letter ${topic}-dlt/0/1` });
    await panel.getByText('OutOfStock: no stock for item1').waitFor();
    broken = false;
    await panel.getByRole('button', { name: 'Redrive', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('will go back').waitFor();
    expect(handled).toEqual([]);
    await dialog.getByRole('button', { name: 'Send 1 back' }).click();
    await dialog.locator('[data-status="redriven"]').waitFor();
    await until(() => handled.length === 1);
    expect(handled).toEqual([{ id: 'item1', n: 1 }]);
    await dialog.getByRole('button', { name: 'Close' }).click();
    await row(page, 'no stock for item1').waitFor({ state: 'detached' });
    expect(await row(page, 'no stock for item0').count()).toBe(1);
  });

  it('moves a group, after it has shown what would change', async () => {
    const topic = await makeTopic(brokers, `page-${randomUUID()}`, 2);
    await write(
      brokers,
      topic,
      [0, 1, 1, 1].map((partition) => ({ value: 'a', partition })),
    );
    const groupId = `page-${randomUUID()}`;
    const partitions = [0, 1].map((partition) => ({ partition, offset: '1' }));
    await withAdmin(brokers, (admin) => admin.setOffsets({ groupId, topic, partitions }));
    const at = (...offsets: number[]) => new Map(offsets.entries());
    const page = await open(`#/groups/${groupId}`);
    await page.getByRole('button', { name: 'Reset offsets' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Latest' }).click();
    await dialog.getByRole('button', { name: 'Preview' }).click();
    const line = (text: string) => dialog.getByRole('row').filter({ hasText: text });
    await line('skips 2').waitFor();
    expect(await line('stays').count()).toBe(1);
    expect(await committed(brokers, groupId, topic)).toEqual(at(1, 1));
    await dialog.getByRole('button', { name: 'Move 1 partition' }).click();
    await dialog.getByText('Moved').waitFor();
    expect(await committed(brokers, groupId, topic)).toEqual(at(1, 3));
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.getByText('lag 0').waitFor();
  });

  it('shows scripts, a mebibyte, bytes, invalid UTF-8 and large numbers as what they are', async () => {
    const topic = await makeTopic(brokers, `page-${randomUUID()}`, 1);
    const script = '<script>window.hacked=1</script><img src=x onerror="window.hacked=1">';
    await write(brokers, topic, [
      { key: script, value: script, headers: { [script]: script } },
      { value: 'm'.repeat(1_000_000) },
      { value: Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)) },
      { value: Buffer.from([0x61, 0xc3, 0x28]) },
      { value: '{"id":9007199254740993}' },
    ]);
    const page = await open(`#/topics/${topic}`);
    const panel = async (offset: number) => {
      const found = page.getByRole('complementary', { name: `Record 0:${offset}` });
      const list = page.getByRole('grid', { name: 'Records' });
      await list
        .getByRole('row')
        .nth(5 - offset)
        .click();
      await found.waitFor();
      return found;
    };
    const scripts = await panel(0);
    await scripts.locator('pre.text').filter({ hasText: script }).waitFor();
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.evaluate('"hacked" in window')).toBe(false);
    await (await panel(1)).getByRole('button', { name: 'Show all 977 KiB' }).waitFor();
    await (await panel(2)).getByText('00 01 02 03 04').waitFor();
    await (await panel(3)).getByText('61 c3 28').waitFor();
    await (await panel(4)).getByText('id: 9007199254740993').waitFor();
  });

  it('only looks when it has no key', async () => {
    const readOnly = await startConsole({ brokers, page: built, operable: false });
    onTestFinished(() => readOnly.close());
    const page = await open('#/publish/order-placed', readOnly.url);
    await page.getByText('This console is read-only.').waitFor();
    expect(await page.getByRole('button', { name: 'Publish' }).isDisabled()).toBe(true);
  });

  it('is gone through by keyboard', async () => {
    const page = await open('#/');
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('t');
    await page.getByRole('heading', { name: 'Topics' }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('my-kafka-topic');
    const grid = page.getByRole('grid', { name: 'Topics' });
    await row(page, 'my-kafka-topic').waitFor();
    await grid.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'my-kafka-topic' }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
    await page.keyboard.press('Escape');
    expect(await page.getByRole('dialog').count()).toBe(0);
  });
});
