import { describe, expect, it } from 'vitest';

import { formats } from '../../src/formats/index.ts';
import { indexPage } from '../../src/formats/index-page.ts';
import { opml } from '../../src/formats/opml.ts';
import type { Desk } from '../../src/story/desk.ts';
import type { Feed } from '../../src/story/feed.ts';
import type { StoryVersion } from '../../src/story/story.ts';
import { killed } from '../support/agency-cases.ts';
import { attributeOf, elementOf, htmlFaults, readHtml, textOf } from '../support/read-html.ts';
import {
  arabic,
  frenchFeed,
  libya,
  minimal,
  sampleDesk,
  sampleFeed,
  sampleStories,
  storyWith,
} from '../support/stories.ts';

const page = indexPage(formats, opml);

const arabicDesk: Desk = {
  ...sampleDesk,
  language: 'ar',
  agency: { ...sampleDesk.agency, name: 'وكالة الأنباء الأفريقية' },
};

const cases: readonly { name: string; feeds: readonly Feed[]; stories: readonly StoryVersion[]; desk: Desk }[] = [
  { name: 'index', feeds: [sampleFeed, frenchFeed], stories: Object.values(sampleStories), desk: sampleDesk },
  { name: 'index-empty', feeds: [sampleFeed], stories: [], desk: sampleDesk },
  { name: 'index-arabic', feeds: [sampleFeed], stories: [arabic, libya], desk: arabicDesk },
];

function addressesOf(html: string): (string | undefined)[] {
  return readHtml(html)
    .querySelectorAll('.feeds dd a')
    .map((link) => attributeOf(link, 'href'));
}

function at(slug: string, firstCreated: string, urgency: number): StoryVersion {
  return { ...storyWith({ headline: slug, urgency }, slug), firstCreated };
}

describe('the front page', () => {
  it.each(cases)('is written as $name always was', async ({ name, feeds, stories, desk }) => {
    await expect(page.render(feeds, stories, desk)).toMatchFileSnapshot(`../golden/${name}.html`);
  });

  it.each(cases)('is valid HTML: $name', async ({ feeds, stories, desk }) => {
    expect(await htmlFaults(page.render(feeds, stories, desk))).toEqual([]);
  });

  it('names the main feed by its addresses, in full to copy and relative to follow', () => {
    const html = page.render([sampleFeed, frenchFeed], [libya], sampleDesk);
    expect(addressesOf(html)).toEqual(['rss.xml', 'atom.xml', 'feed.json', 'newsml-g2.xml', 'opml.xml']);
    const shown = readHtml(html).querySelectorAll('.feeds dd a').map(textOf);
    expect(shown).toEqual(addressesOf(html).map((address) => `https://wire.panapress.com/${address}`));
  });

  it('leads to the pages of the others, each in its own language', () => {
    const root = readHtml(page.render([sampleFeed, frenchFeed], [libya], sampleDesk));
    const links = root.querySelectorAll('.feeds li a');
    expect(links.map((link) => [attributeOf(link, 'href'), attributeOf(link, 'lang'), textOf(link)])).toEqual([
      ['francais/', 'fr', frenchFeed.label],
    ]);
  });

  it('groups them by what they are, in the order of their names', () => {
    const sections = ['Sport', 'Economy'].map((label) => ({
      ...frenchFeed,
      kind: 'section' as const,
      label,
      path: `${label}/`,
    }));
    const country = { ...frenchFeed, kind: 'country' as const, label: 'Senegal', path: 'countries/sn/' };
    const root = readHtml(page.render([sampleFeed, country, ...sections], [libya], sampleDesk));
    const groups = root.querySelectorAll('.directory section').map((group) =>
      textOf(group)
        .trim()
        .split(/\s*\n\s*/),
    );
    expect(groups).toEqual([
      ['Sections', 'Economy', 'Sport'],
      ['Countries', 'Senegal'],
    ]);
  });

  it('stays below 50 kB with five hundred feeds, and says that there are more', () => {
    const many = Array.from({ length: 500 }, (_, index) => ({
      ...frenchFeed,
      label: `Rubrique « été » ${index}`,
      path: `sections/section-${index}/`,
    }));
    expect(textOf(elementOf(readHtml(page.render([sampleFeed, ...many], [], sampleDesk)), '.directory'))).toContain(
      'The rest are in the list of all feeds.',
    );
    const html = page.render([sampleFeed, ...many], Object.values(sampleStories), sampleDesk);
    expect(Buffer.byteLength(html)).toBeLessThan(50_000);
  });

  it('offers the main feed to readers that look for one, then the others', () => {
    const root = readHtml(page.render([sampleFeed, frenchFeed], [libya], sampleDesk));
    const links = root.querySelectorAll('link[rel="alternate"]');
    expect(links.map((link) => [attributeOf(link, 'type'), attributeOf(link, 'href')])).toEqual([
      ['application/rss+xml', 'rss.xml'],
      ['application/atom+xml', 'atom.xml'],
      ['application/feed+json', 'feed.json'],
      ['application/xml', 'newsml-g2.xml'],
      ['application/rss+xml', 'francais/rss.xml'],
    ]);
  });

  it('shows each story with place and date, in its own language and direction', () => {
    const root = readHtml(page.render([sampleFeed], [libya, arabic], sampleDesk));
    const [second, first] = root.querySelectorAll('.latest article');
    expect(first && textOf(first).trim().split('\n')).toEqual([
      libya.story.headline,
      expect.stringMatching(/^The Libyan Interior Minister/),
      'Tripoli · 10 June 2021',
    ]);
    expect(first && attributeOf(first, 'dir')).toBeUndefined();
    expect(second && [attributeOf(second, 'lang'), attributeOf(second, 'dir')]).toEqual(['ar', 'rtl']);
  });

  it('says so where there is no story, and names no file that is not there', () => {
    const html = page.render([sampleFeed], [], sampleDesk);
    expect(textOf(elementOf(readHtml(html), '.latest'))).toContain('There is no story at present.');
    expect(addressesOf(html)).toEqual(['rss.xml', 'atom.xml', 'feed.json', 'opml.xml']);
    expect(html).not.toContain('newsml-g2.xml');
  });

  it('says what is true where all were withdrawn: that there is none, not that there never was one', () => {
    const html = page.render([sampleFeed], [killed], sampleDesk);
    expect(textOf(elementOf(readHtml(html), '.latest'))).toContain('There is no story at present.');
    expect(html).not.toContain(killed.story.headline);
  });

  it('stays small however many and however long the stories are', () => {
    const long = storyWith({
      headline: 'A headline of an ordinary length, as desks write them',
      body: ['word '.repeat(5_000)],
    });
    const html = page.render(
      [sampleFeed],
      Array.from({ length: 200 }, (_, index) => ({ ...long, slug: `long-${index}` })),
      sampleDesk,
    );
    expect(readHtml(html).querySelectorAll('.latest h3 a, .latest li a')).toHaveLength(50);
    expect(Buffer.byteLength(html)).toBeLessThan(50_000);
  });

  it.each(['&'.repeat(10_000), 'ش'.repeat(10_000), '"<>& '.repeat(2_000)])(
    'stays small where every headline is hostile: %#',
    async (headline) => {
      const many = Array.from({ length: 60 }, (_, index) => storyWith({ headline, body: [headline] }, `s${index}`));
      const html = page.render([sampleFeed], many, sampleDesk);
      expect(Buffer.byteLength(html)).toBeLessThan(50_000);
      expect(await htmlFaults(html)).toEqual([]);
    },
  );

  it('leads with the most urgent story of the newest day, and has the rest by day and hour', () => {
    const stories = [
      at('old-flash', '2024-11-22T10:00:00Z', 1),
      ...[9, 10, 11, 12, 13].map((hour) => at(`at-${hour}`, `2024-11-23T${String(hour).padStart(2, '0')}:30:00Z`, 5)),
      at('urgent', '2024-11-23T08:00:00Z', 2),
      at('early', '2024-11-23T07:00:00Z', 5),
    ];
    const root = readHtml(page.render([sampleFeed], stories, sampleDesk));
    expect(root.querySelectorAll('.front h3').map(textOf)).toEqual(['urgent', 'at-13', 'at-12', 'at-11', 'at-10']);
    expect(
      root.querySelectorAll('.day').map((day) =>
        textOf(day)
          .trim()
          .split(/\s*\n\s*/),
      ),
    ).toEqual([
      ['23 November 2024', 'at-9 09:30 GMT', 'early 07:00 GMT'],
      ['22 November 2024', 'old-flash 10:00 GMT'],
    ]);
  });

  it('leads to stories below a base URL with a path', () => {
    const desk = { ...sampleDesk, baseUrl: 'https://example.com/wire/' };
    const root = readHtml(page.render([sampleFeed], [minimal], desk));
    expect(attributeOf(elementOf(root, '.latest a'), 'href')).toBe('stories/minimal/');
    expect(attributeOf(elementOf(root, 'link[rel="canonical"]'), 'href')).toBe('https://example.com/wire/');
  });
});
