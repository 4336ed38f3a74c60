import { describe, expect, it } from 'vitest';

import { formats } from '../../src/formats/index.ts';
import { storyPage } from '../../src/formats/story-page.ts';
import type { Story, StoryVersion } from '../../src/story/story.ts';
import { libyaKilled, libyaHeld, libyaUpdated, publicCases, translated } from '../support/life-cases.ts';
import { attributeOf, elementOf, htmlFaults, readHtml, structuredDataOf, textOf } from '../support/read-html.ts';
import { arabic, everything, libya, minimal, sampleDesk, sampleStories, storyWith } from '../support/stories.ts';
import { laidOut } from '../support/laid-out.ts';

const page = storyPage(formats.filter(({ name }) => name !== 'html'));

function pageOf(version: StoryVersion, desk = sampleDesk): string {
  return page.story?.render(version, desk) ?? '';
}

function textsOf(version: StoryVersion, selector: string): string[] {
  return readHtml(pageOf(version)).querySelectorAll(selector).map(textOf);
}

function linksOf(version: StoryVersion, selector: string): (string | undefined)[] {
  return readHtml(pageOf(version))
    .querySelectorAll(selector)
    .map((link) => attributeOf(link, 'href'));
}

const samples = [...Object.entries(sampleStories).map(([name, version]) => ({ name, version })), ...publicCases];

/** Fields that only matter to the test at hand. */
const dated = (words: Partial<Story>, firstCreated: string): StoryVersion => ({ ...storyWith(words), firstCreated });

describe('the page of a story', () => {
  it.each(samples)('is written for $name as it always was', async ({ name, version }) => {
    await expect(pageOf(version)).toMatchFileSnapshot(`../golden/${name}.html`);
  });

  it.each(samples)(
    'is valid HTML for $name, below 50 kB, and takes nothing but its pictures and the style of the site',
    async ({ version }) => {
      const html = pageOf(version);
      expect(await htmlFaults(html)).toEqual([]);
      expect(Buffer.byteLength(html)).toBeLessThan(50_000);
      const root = readHtml(html);
      expect(root.querySelectorAll('iframe, script[src], style, [style]')).toEqual([]);
      // Pictures lie beside the page.
      for (const image of root.querySelectorAll('img'))
        expect(image.getAttributeValue('src')).toMatch(/^[0-9a-f]{32}\.jpg$/);
      expect(
        root.querySelectorAll('link[rel="stylesheet"], link[rel="icon"]').map((link) => attributeOf(link, 'href')),
      ).toEqual(['../../assets/page.css?v=0.1.0', '../../assets/icon.svg?v=0.1.0']);
      expect(html).not.toMatch(/url\(|@import/);
    },
  );

  it('shows the paragraphs as filed, with the dateline in the first and without the sign-off', () => {
    expect(textsOf(libya, '.body p')).toEqual(libya.story.body);
    expect(pageOf(libya)).not.toContain('-0- PANA');
  });

  it('shows further headlines, headings and tables, and is valid with them', async () => {
    expect(textsOf(laidOut, 'h1')).toEqual([laidOut.story.headline]);
    expect(textsOf(laidOut, '.subheadline')).toEqual(laidOut.story.subheadlines);
    expect(textsOf(laidOut, '.body h2')).toEqual(['PRICES']);
    expect(pageOf(laidOut)).toContain('<pre>            March    May\nWheat       &lt;4.10   4.12\n  &amp; Corn');
    expect(await htmlFaults(pageOf(laidOut))).toEqual([]);
  });

  it('keeps the note to editors from readers', () => {
    expect(pageOf(everything)).not.toContain('not $21 billion');
  });

  it('names section, author, credit, keywords and rights, those of the story before those of the desk', () => {
    const text = textOf(elementOf(readHtml(pageOf(everything)), 'article'));
    for (const words of ['Politics', 'By Aminata Diallo', 'PANA/Aminata Diallo', 'drought']) {
      expect(text).toContain(words);
    }
    expect(textsOf(everything, '.rights')).toEqual([
      '© 2021 Panafrican News Agency. All rights reserved.',
      'Not for use in print before 25 November 2024.',
    ]);
  });

  it('leads by relative links to the front page, the feeds and the other formats of the story', () => {
    expect(linksOf(libya, 'header.masthead a')).toEqual(['../../', '../../', '../../subscribe/']);
    expect(linksOf(libya, 'head link[rel="alternate"]')).toEqual([
      '../../rss.xml',
      '../../atom.xml',
      '../../feed.json',
      '../../newsml-g2.xml',
    ]);
    expect(linksOf(libya, 'footer a[rel="alternate"]')).toEqual([
      'newsml-g2.xml',
      'ninjs.json',
      'ninjs-2.2.json',
      'ninjs-1.6.json',
      'nitf.xml',
      'nitf-plain.xml',
      'iptc-7901.txt',
    ]);
  });

  it('names the media types of feeds without a charset, as readers compare them', () => {
    const links = readHtml(pageOf(libya)).querySelectorAll('head link[rel="alternate"]');
    expect(links.map((link) => attributeOf(link, 'type'))).toEqual([
      'application/rss+xml',
      'application/atom+xml',
      'application/feed+json',
      'application/xml',
    ]);
  });

  it('names its one address wherever it lies', () => {
    expect(linksOf(libya, 'link[rel="canonical"]')).toEqual([
      'https://wire.panapress.com/stories/libya-britain-terrorism/',
    ]);
  });
});

describe('the version of a story on its page', () => {
  it.each([
    { name: 'a first version says nothing', version: minimal, says: ['PANA 20 November 2024 at 08:00 GMT'] },
    {
      name: 'an update says when',
      version: { ...minimal, version: 2, event: 'story.updated' as const, versionCreated: '2024-11-20T09:15:00Z' },
      says: ['PANA 20 November 2024 at 08:00 GMT', 'Updated 20 November 2024 at 09:15 GMT · Version 2'],
    },
    {
      name: 'a correction is called one',
      version: { ...minimal, version: 3, event: 'story.corrected' as const, versionCreated: '2024-11-21T09:15:00Z' },
      says: ['PANA 20 November 2024 at 08:00 GMT', 'Corrected 21 November 2024 at 09:15 GMT · Version 3'],
    },
  ])('$name', ({ version, says }) => {
    expect(textsOf(version, '.dates')).toEqual(says);
  });
});

describe('a correction on the page of a story', () => {
  it('stands above the text and in the structured data, also when the story is updated later', () => {
    const notice = 'Correction: The name of the minister in the second paragraph is James Cleverly, not Claverly.';
    expect(textsOf(libyaUpdated, '.corrections p')).toEqual([`${notice} 24 November 2024 at 08:00 GMT`]);
    expect(structuredDataOf(readHtml(pageOf(libyaUpdated)))).toMatchObject({
      correction: [{ '@type': 'CorrectionComment', text: notice, datePublished: '2024-11-24T08:00:00Z' }],
    });
    expect(pageOf(libya)).not.toContain('<aside');
  });
});

describe('the page of a withdrawn story', () => {
  it.each([
    ['killed', libyaKilled, 'Withdrawn 24 November 2024 at 18:00 GMT'],
    ['held', libyaHeld, 'On hold since 24 November 2024 at 12:00 GMT'],
  ] as const)('is its notice, and gives search engines and chats nothing: %s', (_, version, since) => {
    expect(textsOf(version, 'article h1')).toEqual([version.story.headline]);
    expect(textsOf(version, '.body p')).toEqual(version.story.body);
    expect(textsOf(version, '.dates')).toEqual([since]);
    const html = pageOf(version);
    expect(html).toContain('<meta name="robots" content="noindex">');
    expect(html).not.toMatch(/og:|ld\+json|canonical|ninjs/);
  });
});

describe('the page of a story in several languages', () => {
  const html = page.story?.render(libya, sampleDesk, { translations: [translated, arabic] }) ?? '';
  const root = readHtml(html);

  it('names each to search engines, itself included, and leads readers to the others by their own names', async () => {
    const links = root.querySelectorAll('link[hreflang]');
    expect(links.map((link) => [attributeOf(link, 'hreflang'), attributeOf(link, 'href')])).toEqual([
      ['en', 'https://wire.panapress.com/stories/libya-britain-terrorism/'],
      ['fr-SN', 'https://wire.panapress.com/stories/libye-terrorisme/'],
      ['ar', 'https://wire.panapress.com/stories/tunis-talks/'],
    ]);
    const shown = root.querySelectorAll('.languages a');
    expect(shown.map((link) => [attributeOf(link, 'href'), attributeOf(link, 'dir'), textOf(link)])).toEqual([
      ['../libye-terrorisme/', 'ltr', 'français'],
      ['../tunis-talks/', 'rtl', 'العربية'],
    ]);
    expect(await htmlFaults(html)).toEqual([]);
  });

  it('says which it translates in its structured data', () => {
    expect(structuredDataOf(readHtml(pageOf(translated)))).toMatchObject({
      translationOfWork: { '@type': 'NewsArticle', identifier: libya.guid },
    });
  });

  it('calls a language by its tag where nobody here knows it', () => {
    const other = { ...translated, story: { ...translated.story, language: 'qaa' } };
    expect(page.story?.render(libya, sampleDesk, { translations: [other] })).toMatch(/hreflang="qaa"[^>]*>qaa</);
  });
});

describe('dates on a page', () => {
  const filed = { date: '2024-11-20' };

  it.each([
    { language: 'en', says: '20 November 2024 at 08:00 GMT' },
    { language: 'en-US', says: 'November 20, 2024 at 08:00 GMT' },
    { language: 'fr-SN', says: '20 novembre 2024 à 08:00 UTC' },
    { language: 'pt', says: '20 de novembro de 2024 às 08:00 GMT' },
    { language: 'ar', says: '20 نوفمبر 2024 في 08:00 غرينتش' },
    { language: 'sw', says: '20 Novemba 2024, 08:00 GMT' },
  ])('are written in $language', ({ language, says }) => {
    expect(textsOf(storyWith({ language }), 'time')).toEqual([says]);
  });

  it('are read off the clocks of the desk', () => {
    const html = pageOf(minimal, { ...sampleDesk, timeZone: 'Africa/Addis_Ababa' });
    const time = elementOf(readHtml(html), 'time');
    expect(textOf(time)).toBe('20 November 2024 at 11:00 GMT+3');
    expect(attributeOf(time, 'datetime')).toBe('2024-11-20T08:00:00Z');
  });

  it.each([
    {
      name: 'the day alone where the copy bears no time',
      version: dated({ filed }, '2024-11-20T00:00:00Z'),
      datetime: '2024-11-20',
    },
    {
      name: 'the commit where the copy bears another day',
      version: dated({ filed }, '2024-11-21T00:00:00Z'),
      datetime: '2024-11-21T00:00:00Z',
    },
    {
      name: 'midnight where the copy says midnight',
      version: dated({ filed: { ...filed, time: '00:00' } }, '2024-11-20T00:00:00Z'),
      datetime: '2024-11-20T00:00:00Z',
    },
  ])('are $name', ({ version, datetime }) => {
    expect(attributeOf(elementOf(readHtml(pageOf(version)), 'time'), 'datetime')).toBe(datetime);
  });
});

describe('the language of a page', () => {
  it.each([
    { language: 'en', lang: 'en', dir: 'ltr', words: 'This story for newsroom systems' },
    { language: 'fr-SN', lang: 'fr-SN', dir: 'ltr', words: 'Cette dépêche pour les systèmes de rédaction' },
    { language: 'pt-CV', lang: 'pt-CV', dir: 'ltr', words: 'Esta notícia para sistemas de redação' },
    { language: 'ar', lang: 'ar', dir: 'rtl', words: 'هذا الخبر لأنظمة غرف الأخبار' },
  ])('is that of a story in $language, the words around it too', ({ language, lang, dir, words }) => {
    const root = readHtml(pageOf(storyWith({ language })));
    const html = elementOf(root, 'html');
    expect([attributeOf(html, 'lang'), attributeOf(html, 'dir')]).toEqual([lang, dir]);
    expect(attributeOf(elementOf(root, 'body'), 'lang')).toBeUndefined();
    expect(textOf(elementOf(root, 'footer.colophon'))).toContain(words);
  });

  it('is marked where a story is in a language that the words around it are not in', () => {
    const root = readHtml(
      pageOf({ ...storyWith({ language: 'fa', keywords: ['x'] }), version: 2, event: 'story.updated' }),
    );
    const languages = ['html', 'body', 'article', '.keywords span', '.dates span'].map((selector) => {
      const element = elementOf(root, selector);
      return [selector, attributeOf(element, 'lang'), attributeOf(element, 'dir')];
    });
    expect(languages).toEqual([
      ['html', 'fa', 'rtl'],
      ['body', 'en', 'ltr'],
      ['article', 'fa', 'rtl'],
      ['.keywords span', 'en', 'ltr'],
      ['.dates span', 'en', 'ltr'],
    ]);
  });
});

describe('what a page tells programs', () => {
  it('is a NewsArticle with everything that the story knows', () => {
    expect(structuredDataOf(readHtml(pageOf(everything)))).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'NewsArticle',
      mainEntityOfPage: 'https://wire.panapress.com/stories/au-summit-climate/',
      identifier: everything.guid,
      version: 3,
      headline: everything.story.headline,
      datePublished: '2024-11-23T14:05:30Z',
      dateModified: '2024-11-24T09:30:00Z',
      inLanguage: 'en-GB',
      dateline: 'Addis Ababa, Ethiopia (PANA) -',
      contentLocation: { name: 'Addis Ababa', address: { addressCountry: 'ET' } },
      articleSection: 'Politics',
      keywords: ['African Union', 'climate', 'drought'],
      author: { '@type': 'Person', name: 'Aminata Diallo' },
      publisher: { name: 'Panafrican News Agency', url: 'https://www.panapress.com/' },
      copyrightHolder: { name: 'Panafrican News Agency' },
    });
  });

  it('says nothing of what a story does not have', () => {
    const article = structuredDataOf(readHtml(pageOf(minimal)));
    for (const name of ['dateline', 'keywords', 'about', 'articleSection', 'contentLocation', 'genre']) {
      expect(article).not.toHaveProperty(name);
    }
    expect(article['author']).toMatchObject({ '@type': 'Organization', name: 'Panafrican News Agency' });
  });

  it('has a headline, a summary and an address for links in chats', () => {
    const root = readHtml(pageOf(everything));
    const properties = root
      .querySelectorAll('meta[property]')
      .map((meta) => [attributeOf(meta, 'property'), attributeOf(meta, 'content')]);
    expect(properties).toEqual([
      ['og:type', 'article'],
      ['og:site_name', 'Panafrican News Agency'],
      ['og:title', 'African Union summit agrees on climate fund'],
      ['og:description', 'Leaders of the African Union agreed on Saturday on a fund of $12 billion against drought.'],
      ['og:url', 'https://wire.panapress.com/stories/au-summit-climate/'],
      ['og:locale', 'en_GB'],
      ['article:published_time', '2024-11-23T14:05:30Z'],
      ['article:modified_time', '2024-11-24T09:30:00Z'],
      ['article:section', 'Politics'],
      ['article:tag', 'African Union'],
      ['article:tag', 'climate'],
      ['article:tag', 'drought'],
    ]);
  });

  it('cuts a long summary between words', () => {
    const lead = `${'word '.repeat(100)}end`;
    const meta = elementOf(readHtml(pageOf(storyWith({ body: [lead] }))), 'meta[name="description"]');
    const description = attributeOf(meta, 'content') ?? '';
    expect(description).toMatch(/^(?:word )+…$/);
    expect(description.length).toBeLessThanOrEqual(302);
    expect(description.length).toBeGreaterThan(290);
  });
});
