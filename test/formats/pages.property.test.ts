import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { formats } from '../../src/formats/index.ts';
import { indexPage } from '../../src/formats/index-page.ts';
import { opml } from '../../src/formats/opml.ts';
import { storyPage } from '../../src/formats/story-page.ts';
import type { Desk } from '../../src/story/desk.ts';
import type { Story, StoryVersion } from '../../src/story/story.ts';
import { anyDesk, anyVersion } from '../support/agency-arbitrary.ts';
import { attributeOf, elementOf, outlineOf, readHtml, structuredDataOf, textOf } from '../support/read-html.ts';
import { sampleDesk, sampleFeed } from '../support/stories.ts';

const storyOf = (version: StoryVersion, desk: Desk): string => storyPage(formats).story?.render(version, desk) ?? '';
const indexOf = (version: StoryVersion, desk: Desk): string =>
  indexPage(formats, opml).render([{ ...sampleFeed, title: version.story.headline }], [version], desk);

/** The same story as to its shape, with every text harmless. */
function harmless({ story, ...version }: StoryVersion): StoryVersion {
  const words: Partial<Story> = {
    headline: 'x',
    byline: 'x',
    dateline: { text: 'x', place: { name: 'x', country: { code: 'LY', name: 'x' } } },
    body: story.body.map(() => 'x'),
    keywords: story.keywords.map(() => 'x'),
    section: 'x',
    creditLine: 'x',
    rights: { holder: 'x', notice: 'x', usageTerms: 'x' },
  };
  return { ...version, story: { ...story, ...words } };
}

describe.each([
  { name: "a story's page", pageOf: storyOf },
  { name: 'the front page', pageOf: indexOf },
])('any text in $name', ({ pageOf }) => {
  it('makes no tag and no attribute of its own', () => {
    fc.assert(
      fc.property(anyVersion, anyDesk, (version, desk) => {
        const outline = outlineOf(readHtml(pageOf(version, desk)));
        expect(outline).toBe(outlineOf(readHtml(pageOf(harmless(version), sampleDesk))));
      }),
      { numRuns: 60 },
    );
  });
});

describe("any text in a story's page", () => {
  it('is read as it was filed', () => {
    fc.assert(
      fc.property(anyVersion, anyDesk, (version, desk) => {
        const root = readHtml(storyOf(version, desk));
        const { headline, body, keywords, byline } = version.story;
        expect(textOf(elementOf(root, 'h1'))).toBe(headline);
        expect(textOf(elementOf(root, '.byline'))).toBe(byline);
        expect(root.querySelectorAll('.body p').map(textOf)).toEqual(body);
        expect(root.querySelectorAll('.keywords bdi').map(textOf)).toEqual(keywords);
        expect(attributeOf(elementOf(root, 'meta[property="og:title"]'), 'content') ?? '').toBe(headline);
      }),
      { numRuns: 60 },
    );
  });

  it('is read from the JSON-LD as it was filed, and leaves the script element alone', () => {
    fc.assert(
      fc.property(anyVersion, anyDesk, (version, desk) => {
        const root = readHtml(storyOf(version, desk));
        expect(elementOf(root, 'script').textContent).not.toMatch(/[<>&\u2028\u2029]/);
        const { headline, dateline, section, keywords, rights } = version.story;
        const article = structuredDataOf(root);
        expect(article).toMatchObject({ headline, dateline: dateline?.text, articleSection: section });
        expect(article['keywords'] ?? []).toEqual(keywords);
        expect(article).toMatchObject({
          copyrightHolder: { name: rights?.holder },
          copyrightNotice: rights?.notice,
          publisher: { name: desk.agency.name },
        });
      }),
      { numRuns: 60 },
    );
  });
});
