import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { contracts, orderPlaced } from '@app/contracts';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished, vi } from 'vitest';
import { canBrowse, openBrowser, openTab, SCREENSHOTS } from './support/browser.js';
import { builtPage } from './support/built-page.js';
import { type RunningConsole, startConsole } from './support/console.js';
import { furnish, type Furnished } from './support/furnish.js';

const brokers = inject('brokers');
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

const WIDE = 1280;
const NARROW = 390;
const HEIGHT = 860;
/** For all views in one colour, and what axe-core thinks of each, on a busy machine. */
const LOOKS_MS = 180_000;

/** Families that came from the console itself, and are in use. */
const LOADED_FONTS = `document.fonts.ready.then((faces) =>
  [...new Set([...faces].filter(({ status }) => status === 'loaded').map(({ family }) => family.replaceAll('"', '')))].sort(),
)`;

let browser: Browser;
let built: string;
let desk: RunningConsole;
let furnished: Furnished;
let axe: string;

/** Each view by the name of its picture, with what opens more of it. */
const VIEWS: Readonly<Record<string, { hash: string; open?(page: Page): Promise<void> }>> = {
  overview: {
    hash: '#/',
    open: async (page) => {
      await page.locator('.flow-dots').first().waitFor();
    },
  },
  topics: { hash: '#/topics' },
  topic: {
    hash: `#/topics/${orderPlaced.topic}`,
    open: async (page) => {
      await page.getByRole('grid', { name: 'Records' }).getByRole('row').nth(1).click();
      await page
        .getByRole('complementary', { name: /^Record/ })
        .getByText('orderId')
        .waitFor();
    },
  },
  tail: {
    hash: `#/topics/${orderPlaced.topic}?tab=tail`,
    open: async (page) => {
      await page.getByRole('grid', { name: 'Live records' }).getByRole('row').nth(10).waitFor();
    },
  },
  partitions: { hash: `#/topics/${orderPlaced.topic}?tab=partitions` },
  configuration: { hash: `#/topics/${orderPlaced.topic}?tab=config` },
  publish: {
    hash: `#/publish/${orderPlaced.topic}`,
    open: async (page) => {
      await page.getByRole('button', { name: 'Publish' }).click();
      await page.getByText('orderId must be a UUID').waitFor();
    },
  },
  groups: { hash: '#/groups' },
  group: {
    hash: '#/groups/GROUP',
    open: async (page) => {
      await page.getByRole('img', { name: /^Lag over time/ }).waitFor();
    },
  },
  'dead-letters': {
    hash: `#/dead-letters?topic=${orderPlaced.topic}`,
    open: async (page) => {
      await page.getByRole('grid', { name: 'Dead letters' }).getByRole('row').nth(1).click();
      await page.getByRole('complementary', { name: /^Dead letter/ }).waitFor();
    },
  },
  contracts: { hash: `#/contracts/${orderPlaced.topic}` },
};

/** What axe-core calls serious, with the elements. */
async function faults(page: Page): Promise<unknown[]> {
  const { violations } = (await page.evaluate(`axe.run({ resultTypes: ['violations'] })`)) as AxeResults;
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return serious.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
}

describe.skipIf(!canBrowse)('each view', () => {
  beforeAll(async () => {
    [built, browser, axe] = await Promise.all([builtPage(), openBrowser(), readFile(AXE, 'utf8')]);
    desk = await startConsole({ brokers, page: built, contracts });
    furnished = await furnish(brokers, `looks-${randomUUID()}`);
  });
  afterAll(async () => {
    await furnished.close();
    await browser.close();
    await desk.close();
    await rm(built, { recursive: true, force: true });
  });

  it.each(['light', 'dark'] as const)(
    'in %s, can be read by all, and fits wide and narrow',
    async (scheme) => {
      const look = { scheme, operatorKey: desk.key };
      const { page, context, complaints } = await openTab(browser, `${desk.url}/#/`, look);
      onTestFinished(() => context.close());
      await page.evaluate(axe);
      // A font is asked for once something is drawn in it.
      await vi.waitFor(
        async () =>
          expect(await page.evaluate(LOADED_FONTS)).toEqual(['Inter Variable', 'JetBrains Mono Variable']),
        { timeout: 30_000 },
      );
      for (const [name, { hash, open }] of Object.entries(VIEWS)) {
        await page.setViewportSize({ width: WIDE, height: HEIGHT });
        await page.evaluate(`location.hash = '${hash.replace('GROUP', furnished.group)}'`);
        await page
          .locator(`[data-place="${hash.split('?')[0]?.slice(2).replace('GROUP', furnished.group)}"]`)
          .waitFor();
        await page.locator('.loading').waitFor({ state: 'detached' });
        await open?.(page);
        await page.screenshot({ path: join(SCREENSHOTS, `${name}-${scheme}.png`) });
        expect([name, await faults(page)]).toEqual([name, []]);
        await page.setViewportSize({ width: NARROW, height: HEIGHT });
        await page.screenshot({ path: join(SCREENSHOTS, `${name}-${scheme}-narrow.png`) });
        expect([name, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([name, NARROW]);
        expect([`${name}, narrow`, await faults(page)]).toEqual([`${name}, narrow`, []]);
      }
      expect(complaints.filter((text) => !text.includes('status of 422'))).toEqual([]);
    },
    LOOKS_MS,
  );
});
