import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

/** Where pictures go. */
export const SCREENSHOTS = join(import.meta.dirname, '../../../dist/screenshots');

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** From PATH; CHROMIUM goes before it. */
function find(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const given = process.env['CHROMIUM'];
  const candidates = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...(given ? [given] : []), ...candidates].find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

const executable = find();

/** Whether specs that need a browser run. Where tests are to be complete, a missing one is their failure. */
export const canBrowse = executable !== undefined || Boolean(process.env['CI']);
if (!canBrowse) process.stderr.write('no chromium here: the specs that walk the page are skipped\n');

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function openBrowser(): Promise<Browser> {
  if (executable === undefined) throw new Error('there is no chromium; .ci/run installs it');
  return chromium.launch({ executablePath: executable, args: FLAGS });
}

export interface Look {
  readonly scheme?: 'light' | 'dark';
  readonly width?: number;
  /** Lets the page act. Default: it only looks. */
  readonly operatorKey?: string;
}

export interface Tab {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the browser complained of: errors of scripts, and what the policy forbade. */
  readonly complaints: readonly string[];
}

const HEIGHT = 860;

export async function openTab(browser: Browser, url: string, look: Look = {}): Promise<Tab> {
  const { scheme = 'light', width = 1280, operatorKey } = look;
  const context = await browser.newContext({ viewport: { width, height: HEIGHT }, colorScheme: scheme });
  context.setDefaultTimeout(20_000);
  if (operatorKey !== undefined) {
    await context.addInitScript(`sessionStorage.setItem('operator-key', ${JSON.stringify(operatorKey)})`);
  }
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(url);
  return { page, context, complaints };
}
