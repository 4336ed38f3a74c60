import * as fc from 'fast-check';
import { expect, it } from 'vitest';

import { newsmlG2 } from '../../src/formats/newsml-g2.ts';
import { creditLineOf, rightsOf } from '../../src/formats/text.ts';
import type { Desk } from '../../src/story/desk.ts';
import type { StoryVersion } from '../../src/story/story.ts';
import { anyDesk, anyVersion } from '../support/agency-arbitrary.ts';
import { newsmlFaults } from '../support/newsml-rules.ts';
import { only, type ReadElement, readXml, textsOf } from '../support/read-xml.ts';
import { newsmlErrors } from '../support/schemas.ts';
import { describeWithShared } from '../support/shared.ts';
import { minimal, sampleDesk, sampleFeed, storyWith } from '../support/stories.ts';

const RUNS = { numRuns: 150 };

describeWithShared('any text in any field of a NewsML-G2 document', () => {
  it('leaves it valid, and comes out as it went in', () => {
    fc.assert(
      fc.property(anyVersion, anyDesk, (version, desk) => {
        const document = newsmlG2.story?.render(version, desk) ?? '';
        expect(newsmlErrors(document)).toEqual([]);
        expect(newsmlFaults(document)).toEqual([]);
        expectStory(readXml(document), version, desk);
      }),
      RUNS,
    );
  });

  it('comes out of a newsMessage as it went in', () => {
    fc.assert(
      fc.property(anyVersion, anyDesk, (version, desk) => {
        const document = newsmlG2.feed?.render(sampleFeed, [version, minimal], desk) ?? '';
        expect(newsmlErrors(document)).toEqual([]);
        const [first] = only(readXml(document), 'itemSet').children;
        expect(first).toBeDefined();
        if (first !== undefined) expectStory(first, version, desk);
      }),
      { numRuns: 40 },
    );
  });

  it('may even be a carriage return', () => {
    const version = storyWith({ headline: 'a\rb\r\nc', slugline: 'a\r\nb', body: ['x\ry', ' \r\n '] });
    const document = newsmlG2.story?.render(version, sampleDesk) ?? '';
    expect(newsmlErrors(document)).toEqual([]);
    expectStory(readXml(document), version, sampleDesk);
  });
});

function expectStory(item: ReadElement, { story }: StoryVersion, desk: Desk): void {
  const rights = only(item, 'rightsInfo');
  const wanted = rightsOf(story, desk);
  expect(only(only(rights, 'copyrightHolder'), 'name').text).toBe(oneLine(wanted.holder));
  expect(only(rights, 'copyrightNotice').text).toBe(wanted.notice);
  expect(only(rights, 'usageTerms').text).toBe(wanted.usageTerms);

  const management = only(item, 'itemMeta');
  expect(only(only(management, 'provider'), 'name').text).toBe(oneLine(desk.agency.name));
  expect(only(management, 'generator').text).toBe(oneLine(desk.generator.name));
  expect(only(management, 'generator').attributes['versioninfo']).toBe(desk.generator.version);
  expect(textsOf(management, 'edNote')).toEqual(given(story.edNote));

  expectContentMeta(only(item, 'contentMeta'), story, desk);
  const html = only(only(only(item, 'contentSet'), 'inlineXML'), 'html');
  expect(only(only(html, 'head'), 'title').text).toBe(story.headline);
  expect(only(html, 'body').children.map(({ text }) => text)).toEqual(story.body);
}

function expectContentMeta(meta: ReadElement, story: StoryVersion['story'], desk: Desk): void {
  expect(textsOf(meta, 'headline')).toEqual([story.headline]);
  expect(textsOf(meta, 'slugline')).toEqual(given(story.slugline).map(oneLine));
  expect(textsOf(meta, 'by')).toEqual(given(story.byline));
  expect(textsOf(meta, 'dateline')).toEqual(given(story.dateline?.text));
  expect(textsOf(meta, 'creditline')).toEqual([oneLine(creditLineOf(story, desk))]);
  expect(textsOf(meta, 'keyword')).toEqual(story.keywords.map(oneLine));
  const initials = meta.children.filter(({ name }) => name === 'contributor');
  expect(initials.map(({ attributes }) => attributes['literal'])).toEqual((story.signOff?.initials ?? []).map(oneLine));
  const located = meta.children.filter(({ name }) => name === 'located');
  expect(located.flatMap((place) => textsOf(place, 'name'))).toEqual(given(story.dateline?.place?.name).map(oneLine));
}

/** What the schema allows no tab or line break in, is on one line. */
function oneLine(text: string): string {
  return text.replace(/[\t\r\n]+/g, ' ');
}

function given(text: string | undefined): string[] {
  return text === undefined ? [] : [text];
}
