/** Debian's Chromium, in which pages are looked at as readers see them. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';

import { hasProgram } from './programs.ts';

const CHROMIUM = '/usr/bin/chromium';
/** Ignored by git; written anew by each run. */
const SCREENSHOTS = join(import.meta.dirname, '..', '..', 'test-artefacts');

export const hasChromium: boolean = hasProgram(CHROMIUM, '--version');

export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM });
}

export type Visit = {
  readonly page: Page;
  /** Errors and warnings of the console, scripts that failed, and what was asked of any other site. */
  readonly faults: string[];
};

/** A window of its own, which may ask nothing but of that site. */
export async function visiting(browser: Browser, site: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  onTestFinished(() => context.close());
  const faults: string[] = [];
  await context.route(
    (url) => !url.href.startsWith(site),
    async (route) => {
      faults.push(`asks ${route.request().url()}`);
      await route.abort();
    },
  );
  const page = await context.newPage();
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.push(`says ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`fails: ${error.message}`));
  page.on('dialog', async (dialog) => {
    faults.push(`runs what a story says: ${dialog.message()}`);
    await dialog.dismiss();
  });
  return { page, faults };
}

/** Of the whole page. On a document that is XML Playwright's own (1.65) waits for ever, so the browser is asked by its protocol. */
export async function screenshot(page: Page, name: string): Promise<void> {
  const path = join(SCREENSHOTS, `${name}.png`);
  await mkdir(SCREENSHOTS, { recursive: true });
  if ((await page.evaluate('document.contentType')) === 'text/html') {
    await page.screenshot({ path, fullPage: true });
    return;
  }
  // Never detached: with its session, what the page was made to look like would end too (dark, print).
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { captureBeyondViewport: true });
  await writeFile(path, data, 'base64');
}
