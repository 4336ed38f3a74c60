import { describe, expect, it } from 'vitest';

import { formats } from '../../src/formats/index.ts';
import { storyPage } from '../../src/formats/story-page.ts';
import type { FeedLink } from '../../src/story/feed.ts';
import { attributeOf, elementOf, readHtml, textOf } from '../support/read-html.ts';
import { everything, sampleDesk, storyWith } from '../support/stories.ts';

const page = storyPage(formats.filter(({ name }) => name !== 'html'));

describe('the page of a story, around and within', () => {
  it('leads to its section in the bar, and names the feeds that it stands in to readers', () => {
    const section: FeedLink = {
      kind: 'section',
      path: 'sections/politics/',
      title: 'PANA – Politics',
      label: 'Politics',
      language: 'en',
    };
    const country: FeedLink = { ...section, kind: 'country', path: 'countries/et/', title: 'PANA – Ethiopia' };
    const related = { translations: [], feeds: [section, country] };
    const root = readHtml(page.story?.render(everything, sampleDesk, related) ?? '');
    expect(root.querySelectorAll('.crumbs a').map((link) => [textOf(link), attributeOf(link, 'href')])).toEqual([
      ['Latest stories', '../../'],
      ['Politics', '../../sections/politics/'],
    ]);
    expect(root.querySelectorAll('.section')).toEqual([]);
    const further = root.querySelectorAll('head link[rel="alternate"]').slice(4);
    expect(further.map((link) => attributeOf(link, 'href'))).toEqual([
      '../../sections/politics/rss.xml',
      '../../countries/et/rss.xml',
    ]);
  });

  it('lets a word of ten thousand letters break, and keeps it a word', () => {
    const word = 'ش'.repeat(10_000);
    const root = readHtml(
      page.story?.render(storyWith({ headline: word, body: [`${word} & ${word}`] }), sampleDesk) ?? '',
    );
    expect(textOf(elementOf(root, 'h1'))).toBe(word);
    expect(textOf(elementOf(root, '.body p'))).toBe(`${word} & ${word}`);
    expect(root.querySelectorAll('h1 wbr')).toHaveLength(99);
  });
});
