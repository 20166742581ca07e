import { rm } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { canBrowse, openBrowser, openTab } from './support/browser.js';
import { builtPage } from './support/built-page.js';
import { type RunningConsole, startConsole } from './support/console.js';
import { keysText, makeKey } from './support/keys.js';

const keys = {
  reader: makeKey({ acts: ['read'] }),
  operator: makeKey({ acts: ['read', 'operate'] }),
  ofOneTopic: makeKey({ acts: ['read'], topics: ['order-placed'] }),
};
let built: string;
let desk: RunningConsole;
let browser: Browser;

describe.skipIf(!canBrowse)('who comes to a console that takes keys', () => {
  beforeAll(async () => {
    [built, browser] = await Promise.all([builtPage(), openBrowser()]);
    const access = { keys: { text: keysText(...Object.values(keys)) } };
    desk = await startConsole({ brokers: inject('brokers'), access, page: built });
  });
  afterAll(async () => {
    await browser.close();
    await desk.close();
    await rm(built, { recursive: true, force: true });
  });

  async function come() {
    const { page, context, complaints } = await openTab(browser, `${desk.url}/#/topics`);
    onTestFinished(async () => {
      await context.close();
      expect(complaints).toEqual([]);
    });
    const dialog = page.getByRole('dialog', { name: 'This console takes a key' });
    const signIn = async (key: string): Promise<void> => {
      await dialog.getByLabel('Key').fill(key);
      await dialog.getByRole('button', { name: 'Sign in' }).click();
    };
    return { page, context, dialog, signIn, topics: page.getByRole('heading', { name: 'Topics' }) };
  }

  it('signs in by an API key that reads all, for this tab alone, and acts by none of it', async () => {
    const { page, context, dialog, signIn, topics } = await come();
    await dialog.waitFor();
    expect(await topics.count()).toBe(0);
    for (const key of ['wrong', makeKey({ acts: ['read'] }).key, keys.ofOneTopic.key]) {
      await signIn(key);
      await dialog.getByText('This key may not read here.').waitFor();
      expect(await topics.count()).toBe(0);
    }
    await signIn(keys.reader.key);
    await topics.waitFor();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Unlock' }).waitFor();
    expect(page.url()).not.toContain('pubsub_');
    expect(await context.cookies()).toEqual([]);

    await page.reload();
    await topics.waitFor();
    const other = await context.newPage();
    await other.goto(`${desk.url}/#/topics`);
    await other.getByRole('dialog', { name: 'This console takes a key' }).waitFor();
  });

  it('is the operator by a key that operates, and nobody once it has locked', async () => {
    const { page, dialog, signIn, topics } = await come();
    await signIn(keys.operator.key);
    await topics.waitFor();
    const lock = page.getByRole('button', { name: 'Operator · lock' });
    await lock.waitFor();
    await lock.click();
    await dialog.waitFor();
    expect(await topics.count()).toBe(0);
  });
});
