import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { atom } from '../../src/formats/atom.ts';
import { authorOf, categoriesOf, ownNotice, summaryOf } from '../../src/formats/feed-item.ts';
import { jsonFeed } from '../../src/formats/json-feed.ts';
import { opml } from '../../src/formats/opml.ts';
import { rss } from '../../src/formats/rss.ts';
import type { Desk } from '../../src/story/desk.ts';
import type { Feed } from '../../src/story/feed.ts';
import type { Story, StoryVersion } from '../../src/story/story.ts';
import { decodeHtml, decodeParagraphs } from '../support/decode-html.ts';
import { only, type ReadElement, readXml, textsOf } from '../support/read-xml.ts';
import { minimal, sampleDesk, sampleFeed } from '../support/stories.ts';
import { anyText, visibleText } from '../support/text-arbitrary.ts';

type Words = Pick<Story, 'headline' | 'byline' | 'agencyLine' | 'body' | 'keywords' | 'section' | 'edNote'>;

const words: fc.Arbitrary<Words> = fc.record({
  headline: visibleText,
  byline: anyText,
  agencyLine: anyText,
  body: fc.array(visibleText, { minLength: 1, maxLength: 3 }),
  keywords: fc.array(anyText, { maxLength: 3 }),
  section: anyText,
  edNote: anyText,
});

const anyVersion: fc.Arbitrary<StoryVersion> = fc
  .record({ words, notice: anyText, language: fc.constantFrom('en', 'ar', 'fr-SN') })
  .map(({ words: text, notice, language }) => {
    const rights = { holder: 'x', notice, usageTerms: 'x' };
    return { ...minimal, story: { ...minimal.story, ...text, language, rights } };
  });

const anyDesk: fc.Arbitrary<Desk> = fc
  .record({ name: visibleText, notice: visibleText, program: visibleText, version: visibleText })
  .map(({ name, notice, program, version }) => ({
    ...sampleDesk,
    agency: { ...sampleDesk.agency, name },
    rights: { ...sampleDesk.rights, notice },
    generator: { ...sampleDesk.generator, name: program, version },
  }));

const anyFeed: fc.Arbitrary<Feed> = fc
  .record({ title: visibleText, description: visibleText })
  .map((heading) => ({ ...sampleFeed, ...heading }));

const RUNS = { numRuns: 150 };

describe('any text in any field', () => {
  it('comes out of the RSS as it went in', () => {
    fc.assert(
      fc.property(anyFeed, anyVersion, anyDesk, (feed: Feed, version: StoryVersion, desk: Desk) => {
        const channel = only(readXml(rss.feed.render(feed, [version], desk)), 'channel');
        expect(only(channel, 'title').text).toBe(feed.title);
        expect(only(channel, 'description').text).toBe(feed.description);
        expect(only(channel, 'copyright').text).toBe(desk.rights.notice);
        expect(only(channel, 'generator').text).toBe(`${desk.generator.name} ${desk.generator.version}`);
        expectItem(only(channel, 'item'), version, desk);
      }),
      RUNS,
    );
  });

  it('comes out of the Atom feed as it went in', () => {
    fc.assert(
      fc.property(anyFeed, anyVersion, anyDesk, (feed: Feed, version: StoryVersion, desk: Desk) => {
        const root = readXml(atom.feed.render(feed, [version], desk));
        expect(only(root, 'title').text).toBe(feed.title);
        expect(only(root, 'subtitle').text).toBe(feed.description);
        expect(only(only(root, 'author'), 'name').text).toBe(desk.agency.name);
        expect(decodeHtml(only(root, 'rights').text)).toBe(desk.rights.notice);
        expect(only(root, 'generator')).toMatchObject({
          text: desk.generator.name,
          attributes: { version: desk.generator.version },
        });
        expectEntry(only(root, 'entry'), version, desk);
      }),
      RUNS,
    );
  });

  it('comes out of the JSON Feed as it went in', () => {
    fc.assert(
      fc.property(anyFeed, anyVersion, anyDesk, (feed: Feed, version: StoryVersion, desk: Desk) => {
        const { story } = version;
        const { items, ...head } = JSON.parse(jsonFeed.feed.render(feed, [version], desk));
        expect(head).toMatchObject({
          title: feed.title,
          description: feed.description,
          authors: [{ name: desk.agency.name }],
        });
        expect(items).toHaveLength(1);
        expect(items[0]).toMatchObject({
          id: version.guid,
          title: story.headline,
          summary: summaryOf(story),
          authors: [{ name: authorOf(story, desk) }],
        });
        expect(items[0].tags ?? []).toEqual(categoriesOf(story).map(({ label }) => label));
        expect(decodeParagraphs(items[0].content_html)).toEqual(story.body);
      }),
      RUNS,
    );
  });

  it('comes out of the OPML as it went in', () => {
    fc.assert(
      fc.property(anyFeed, anyDesk, (feed, desk) => {
        const root = readXml(opml.render([feed], [], desk));
        expect(only(only(root, 'head'), 'ownerName').text).toBe(desk.agency.name);
        const outlines = only(root, 'body').children.flatMap(({ children }) => children);
        expect(outlines).toHaveLength(2);
        for (const { attributes } of outlines) {
          expect(attributes).toMatchObject({ text: feed.title, title: feed.title, description: feed.description });
        }
      }),
      RUNS,
    );
  });
});

function expectItem(item: ReadElement, version: StoryVersion, desk: Desk): void {
  const { story } = version;
  expect(decodeHtml(only(item, 'title').text)).toBe(story.headline);
  expect(decodeHtml(only(item, 'description').text)).toBe(summaryOf(story));
  expect(decodeParagraphs(only(item, 'content:encoded').text)).toEqual(story.body);
  expect(textsOf(item, 'dc:creator')).toEqual([authorOf(story, desk)]);
  expect(textsOf(item, 'category')).toEqual(categoriesOf(story).map(({ label }) => label));
  expect(textsOf(item, 'dc:rights')).toEqual([ownNotice(story, desk)].filter((notice) => notice !== undefined));
}

function expectEntry(entry: ReadElement, version: StoryVersion, desk: Desk): void {
  const { story } = version;
  expect(decodeHtml(only(entry, 'title').text)).toBe(story.headline);
  expect(decodeHtml(only(entry, 'summary').text)).toBe(summaryOf(story));
  expect(decodeParagraphs(only(entry, 'content').text)).toEqual(story.body);
  expect(only(only(entry, 'author'), 'name').text).toBe(authorOf(story, desk));
  const categories = entry.children.filter(({ name }) => name === 'category');
  expect(categories.map(({ attributes }) => attributes['term'])).toEqual(categoriesOf(story).map(({ term }) => term));
  expect(textsOf(entry, 'rights').map(decodeHtml)).toEqual(
    [ownNotice(story, desk)].filter((notice) => notice !== undefined),
  );
}
