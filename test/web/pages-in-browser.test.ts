/** The pages of a desk in a real browser: in light and dark, on a phone and a wide screen, from left and from right. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

import type { AxeResults } from 'axe-core';
import { pino } from 'pino';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startServer } from '../../src/web/server.ts';
import { newDesk } from '../publish/desk-under-test.ts';
import { hasChromium, launchChromium, screenshot, visiting } from '../support/browser.ts';
import { publishShowcase } from '../support/showcase.ts';
import { sampleDesk } from '../support/stories.ts';

/** Each with what the console says of it though nothing is wrong. */
const PAGES: readonly { readonly name: string; readonly path: string; readonly says?: string }[] = [
  { name: 'front', path: '' },
  { name: 'section', path: 'sections/politics/' },
  { name: 'arabic', path: 'languages/ar/' },
  { name: 'story', path: 'stories/summit/' },
  { name: 'story-arabic', path: 'stories/summit-2/' },
  { name: 'corrected', path: 'stories/corrected/' },
  { name: 'killed', path: 'stories/killed/', says: 'status of 410 (Gone)' },
  { name: 'killed-arabic', path: 'stories/killed-2/', says: 'status of 410 (Gone)' },
  { name: 'hostile', path: 'stories/hostile/' },
  { name: 'subscribe', path: 'subscribe/' },
  { name: 'subscribe-arabic', path: 'subscribe/ar/' },
  { name: 'not-found', path: 'no/such/page/', says: 'status of 404 (Not Found)' },
];

const PHONE = { width: 390, height: 844 };
const WIDE = { width: 1440, height: 900 };

const LOOKS: readonly (BrowserContextOptions & { readonly name: string; readonly hasAxe?: true })[] = [
  { name: 'phone-light', hasAxe: true, viewport: PHONE, colorScheme: 'light' },
  { name: 'phone-dark', viewport: PHONE, colorScheme: 'dark' },
  { name: 'wide-light', viewport: WIDE, colorScheme: 'light' },
  { name: 'wide-dark', hasAxe: true, viewport: WIDE, colorScheme: 'dark' },
];

/** Long enough on a machine that does much else. */
const TIMEOUT_MS = 180_000;

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe.skipIf(!hasChromium)('the pages in Chromium', { timeout: TIMEOUT_MS }, () => {
  let browser: Browser;
  let site: string;
  const closing: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    browser = await launchChromium();
    closing.push(() => browser.close());
    const desk = await newDesk({ feed: { items: 60 } }, (end) => closing.push(end));
    await publishShowcase(desk);
    const server = await startServer({
      feedsFolder: desk.feeds,
      desk: sampleDesk,
      health: () => ({ ok: true }),
      log: pino({ enabled: false }),
      now: () => new Date(),
      host: '127.0.0.1',
      port: 0,
    });
    closing.push(() => server.close());
    site = server.url;
  }, TIMEOUT_MS);
  afterAll(async () => {
    for (const close of closing.toReversed()) await close();
  });

  it.each(LOOKS)(
    'ask nothing of others, fit the screen and are accessible: $name',
    async ({ name: look, hasAxe, ...options }) => {
      const { page, faults } = await visiting(browser, site, { ...options, acceptDownloads: false });
      for (const { name, path, says } of PAGES) {
        await page.goto(site + path);
        await screenshot(page, `${name}-${look}`);
        const seen = {
          page: name,
          faults: faults.splice(0),
          wider: await wider(page),
          axe: hasAxe === true ? await violationsOn(page) : [],
        };
        expect(seen).toEqual({
          page: name,
          faults: says === undefined ? [] : [expect.stringContaining(says)],
          wider: 0,
          axe: [],
        });
      }
    },
  );

  it('are below 50 kB each, with fifty stories on the front page', async () => {
    for (const { path } of PAGES.filter(({ name }) => name !== 'hostile')) {
      const html = await (await fetch(site + path)).text();
      expect([path, Buffer.byteLength(html) < 50_000]).toEqual([path, true]);
      if (path === '') expect(html.match(/href="stories\//g)).toHaveLength(50);
    }
  });

  it('copy an address at the press of a button', async () => {
    const { page, faults } = await visiting(browser, site, { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.goto(`${site}subscribe/fr/`);
    await page.getByRole('button', { name: 'Copier https://wire.panapress.com/sections/politics/rss.xml' }).click();
    // The clipboard answers when it has been written.
    await page
      .getByRole('status')
      .filter({ hasText: /^Copié$/ })
      .waitFor({ state: 'attached' });
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(
      'https://wire.panapress.com/sections/politics/rss.xml',
    );
    expect(faults).toEqual([]);
  });

  it('are whole without script, and have no button that does nothing', async () => {
    const { page, faults } = await visiting(browser, site, { javaScriptEnabled: false });
    await page.goto(`${site}subscribe/`);
    expect(await page.getByRole('button').count()).toBe(0);
    expect(await page.getByText('https://wire.panapress.com/rss.xml').isVisible()).toBe(true);
    await page.getByRole('link', { name: 'Politics' }).first().click();
    expect(new URL(page.url()).pathname).toBe('/sections/politics/');
    expect(faults).toEqual([]);
  });

  it('lead by keyboard past all that is no text', async () => {
    const { page } = await visiting(browser, site);
    await page.goto(`${site}stories/summit/`);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(({ hash }) => hash === '#main');
  });

  it('print as the story and where it is to be found', async () => {
    const { page } = await visiting(browser, site, { viewport: { width: 794, height: 1123 } });
    await page.emulateMedia({ media: 'print' });
    for (const [name, path] of [
      ['front', ''],
      ['story', 'stories/summit/'],
      ['killed', 'stories/killed/'],
    ] as const) {
      await page.goto(site + path);
      await screenshot(page, `${name}-print`);
      expect(await page.locator('.bar').isVisible()).toBe(false);
    }
    expect(await page.getByText('https://wire.panapress.com/stories/killed/').isVisible()).toBe(true);
  });

  it('run nothing that a story says, and turn nothing around it', async () => {
    const { page, faults } = await visiting(browser, site);
    for (const path of ['', 'stories/hostile/', 'languages/en/', 'subscribe/']) {
      await page.goto(site + path);
      expect(await page.locator('[onerror], [onload], [href^="javascript:" i], main script, main svg').count()).toBe(0);
    }
    expect(faults).toEqual([]);
  });

  it.each([
    { name: 'rss', path: 'rss.xml', words: 'This is a feed.' },
    { name: 'atom', path: 'atom.xml', words: 'This is a feed.' },
    { name: 'rss-arabic', path: 'languages/ar/rss.xml', words: 'هذه خلاصة.' },
    { name: 'atom-french', path: 'languages/fr/atom.xml', words: 'Ceci est un fil.' },
  ])('show a feed as a page: $name', async ({ name, path, words }) => {
    const { page, faults } = await visiting(browser, site, { viewport: PHONE });
    await page.goto(site + path);
    await screenshot(page, `feed-${name}`);
    const [told, titleIsShown, idIsShown] = await page.evaluate<[string, boolean, boolean]>(`[
      getComputedStyle(document.documentElement, '::before').content,
      getComputedStyle(document.querySelector('item > title, entry > title')).display === 'block',
      getComputedStyle(document.querySelector('guid, id')).display !== 'none',
    ]`);
    expect(told).toContain(words);
    expect([titleIsShown, idIsShown, await wider(page)]).toEqual([true, false, 0]);
    expect(faults).toEqual([]);
  });
});

/** By how many pixels the page is wider than the screen. */
function wider(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

/** Which rules of accessibility an element breaks, and where. */
async function violationsOn(page: Page): Promise<readonly string[]> {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate<Pick<AxeResults, 'violations'>>('axe.run()');
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
