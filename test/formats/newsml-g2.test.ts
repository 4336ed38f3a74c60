import { describe, expect, it } from 'vitest';

import { newsmlG2 } from '../../src/formats/newsml-g2.ts';
import { picturesOf } from '../../src/formats/pictures.ts';
import type { StoryVersion } from '../../src/story/story.ts';
import { agencyCases, embargoed, embargoedCorrection, killed, released, updated } from '../support/agency-cases.ts';
import { newsmlFaults } from '../support/newsml-rules.ts';
import { childrenNamed, type ReadElement, only, readXml, textsOf } from '../support/read-xml.ts';
import { newsmlErrors } from '../support/schemas.ts';
import { describeWithShared } from '../support/shared.ts';
import { ingest } from '../support/superdesk.ts';
import {
  arabic,
  everything,
  french,
  libya,
  minimal,
  sampleDesk,
  sampleFeed,
  sampleStories,
  storyWith,
} from '../support/stories.ts';

const stories = Object.values(sampleStories);

function newsItem(version: StoryVersion): string {
  return newsmlG2.story?.render(version, sampleDesk) ?? '';
}

function newsMessage(versions: readonly StoryVersion[]): string | undefined {
  return newsmlG2.feed?.render(sampleFeed, versions, sampleDesk);
}

function part(version: StoryVersion, name: 'rightsInfo' | 'itemMeta' | 'contentMeta'): ReadElement {
  return only(readXml(newsItem(version)), name);
}

describe('a newsItem', () => {
  it.each(agencyCases)('of $name is written as it always was', async ({ name, version }) => {
    await expect(newsItem(version)).toMatchFileSnapshot(`../golden/${name}.newsml-g2.xml`);
  });

  it.each(agencyCases)('of $name is the same when written again', ({ version }) => {
    expect(newsItem(structuredClone(version))).toBe(newsItem(version));
  });

  it.each(agencyCases)('of $name is pushed in a newsMessage that names its event on the wire', ({ version }) => {
    const event = { seq: 4711, committedAt: '2026-11-24T22:00:00Z' };
    const pushed = newsmlG2.push?.render(version, sampleDesk, event) ?? '';
    const header = only(readXml(pushed), 'header');
    const secret = version.audience === undefined ? '' : `/${version.slug}/${version.version}`;
    expect(textsOf(header, 'transmitId')).toEqual([`tag:panapress.com,2026:wire/4711${secret}`]);
    expect(textsOf(header, 'sent')).toEqual([event.committedAt]);
    const [text, ...pictures] = ingest(pushed);
    expect([text?.guid, text?.paragraphs]).toEqual([`${version.guid}:${version.version}`, version.story.body]);
    expect(pictures.map(({ type, paragraphs }) => [type, ...paragraphs])).toEqual([
      ...picturesOf(version, sampleDesk).map(({ url }) => ['picture', url]),
      // Those that it had before: the words in their place say that they are withdrawn.
      ...(version.formerPictures ?? []).map(() => ['picture', ...version.story.body]),
    ]);
  });

  it.each([
    ['a first version', libya, []],
    ['an update', updated, ['sig:update']],
    ['a correction', everything, ['sig:correction']],
    ['a kill', killed, []],
  ] as const)('signals %s', (_, version, signals) => {
    const { children } = part(version, 'itemMeta');
    const found = children.filter(({ name }) => name === 'signal').map(({ attributes }) => attributes['qcode']);
    expect(found).toEqual(signals);
  });

  it.each([
    ['a first version', libya, undefined],
    ['a second version', updated, '1'],
    ['a third version', killed, '2'],
  ] as const)('links %s to the one before', (_, version, previous) => {
    const link = part(version, 'itemMeta').children.find(({ name }) => name === 'link');
    expect(link?.attributes).toEqual(
      previous === undefined ? undefined : { rel: 'irel:previousVersion', residref: version.guid, version: previous },
    );
  });

  it.each([
    ['withheld', embargoed, ['2024-11-23T18:00:00Z'], 'stat:withheld'],
    ['corrected while withheld', embargoedCorrection, ['2024-11-23T18:00:00Z'], 'stat:withheld'],
    ['released', released, [], 'stat:usable'],
    ['corrected after its release', everything, [], 'stat:usable'],
    ['without embargo', libya, [], 'stat:usable'],
  ] as const)('says the embargo only while it lasts: %s', (_, version, embargo, status) => {
    const meta = part(version, 'itemMeta');
    expect(textsOf(meta, 'embargoed')).toEqual(embargo);
    expect(only(meta, 'pubStatus').attributes['qcode']).toBe(status);
  });

  it('points to the page of the story, unless it is withheld and has none', () => {
    expect(textsOf(part(libya, 'itemMeta'), 'altRep')).toEqual([
      'https://wire.panapress.com/stories/libya-britain-terrorism/',
    ]);
    expect(textsOf(part(embargoed, 'itemMeta'), 'altRep')).toEqual([]);
  });

  it('credits the person of the byline, else the agency', () => {
    const person = only(part(everything, 'contentMeta'), 'creator');
    expect([person.attributes['type'], only(person, 'name').text]).toEqual(['cpnat:person', 'Aminata Diallo']);
    const agency = only(part(libya, 'contentMeta'), 'creator');
    expect([agency.attributes['type'], only(agency, 'name').text]).toEqual([
      'cpnat:organisation',
      'Panafrican News Agency',
    ]);
  });

  it('names another agency than the desk by its own mark', () => {
    const source = only(part(arabic, 'contentMeta'), 'infoSource');
    expect([source.attributes['literal'], source.attributes['uri'], only(source, 'name').text]).toEqual([
      'بانا',
      undefined,
      'بانا',
    ]);
  });

  it("names each of the desk's initials as a contributor", () => {
    const { children } = part(libya, 'contentMeta');
    const contributors = children.filter(({ name }) => name === 'contributor');
    expect(contributors.map(({ attributes }) => attributes['literal'])).toEqual(['BY', 'IS', 'VAO']);
  });

  it("dates the content by the copy, in the desk's time zone or the copy's own", () => {
    expect(textsOf(part(libya, 'contentMeta'), 'contentCreated')).toEqual(['2021-06-10T00:00:00Z']);
    expect(textsOf(part(everything, 'contentMeta'), 'contentCreated')).toEqual(['2024-11-23T14:05:30Z']);
    expect(textsOf(part(minimal, 'contentMeta'), 'contentCreated')).toEqual([]);
  });

  it('writes each Media Topic beside its Subject Code, each once, in the language of the story and in English', () => {
    const { children } = part(french, 'contentMeta');
    const subjects = children.filter(({ name, attributes }) => name === 'subject' && attributes['qcode'] !== undefined);
    expect(
      subjects.map(({ attributes, children: names }) => [attributes['qcode'], names.map(({ text }) => text)]),
    ).toEqual([
      ['medtop:04000000', ['Economie et finances', 'economy, business and finance']],
      ['subj:04000000', ['economy, business and finance']],
    ]);
    const twice = storyWith({
      subjects: [
        { scheme: 'medtop', code: '04000000' },
        { scheme: 'subj', code: '04000000' },
        { scheme: 'medtop', code: '99999999' },
      ],
    });
    const qcodes = part(twice, 'contentMeta').children.filter(({ name }) => name === 'subject');
    expect(qcodes.map(({ attributes }) => attributes['qcode'])).toEqual([
      'medtop:04000000',
      'subj:04000000',
      'medtop:99999999',
    ]);
  });

  it('names the topics above a topic, the next first, in the language of the story', () => {
    const story = storyWith({ language: 'fr', subjects: [{ scheme: 'medtop', code: '20000419' }] });
    const [subject] = childrenNamed(part(story, 'contentMeta'), 'subject');
    const broader = childrenNamed(subject ?? part(story, 'contentMeta'), 'broader');
    expect(broader.map(({ attributes, children }) => [attributes['qcode'], children[0]?.text])).toEqual([
      ['medtop:20000418', 'Changement climatique'],
      ['medtop:06000000', 'Environnement'],
    ]);
  });

  it('puts rights of the story in its language, rights of the desk in the language of the desk', () => {
    const version = storyWith({ language: 'ar', rights: { usageTerms: 'x' } });
    const { children } = part(version, 'rightsInfo');
    expect(children.slice(1).map(({ name, attributes }) => [name, attributes])).toEqual([
      ['copyrightNotice', { 'xml:lang': 'en', dir: 'ltr' }],
      ['usageTerms', { 'xml:lang': 'ar' }],
    ]);
  });
});

describe('a newsMessage', () => {
  it('of all stories is written as it always was', async () => {
    await expect(newsMessage(stories)).toMatchFileSnapshot('../golden/all.message.newsml-g2.xml');
  });

  it('is not written without a story, since an empty itemSet is invalid', () => {
    expect(newsMessage([])).toBeUndefined();
  });

  it('is tied to the last event of the wire', () => {
    const header = only(readXml(newsMessage([everything, libya]) ?? ''), 'header');
    expect(header.children.map(({ name, text }) => [name, text])).toEqual([
      ['sent', '2024-11-24T09:30:00Z'],
      ['catalogRef', ''],
      ['sender', 'panapress.com'],
      ['transmitId', 'tag:panapress.com,2024:wire/7'],
      ['priority', '2'],
      ['origin', 'https://wire.panapress.com/newsml-g2.xml'],
      ['destination', 'main'],
    ]);
  });

  it('of another feed is another message, for whoever takes that feed', () => {
    const message = newsmlG2.feed?.render(
      { ...sampleFeed, name: 'sections/sport', path: 'sections/sport/' },
      [libya],
      sampleDesk,
    );
    const header = only(readXml(message ?? ''), 'header');
    expect(textsOf(header, 'transmitId')).toEqual(['tag:panapress.com,2024:wire/7/sections/sport']);
    expect(textsOf(header, 'destination')).toEqual(['sections/sport']);
  });

  it('sends the instant without milliseconds, also of a commit that has them', () => {
    const feed = { ...sampleFeed, latestEvent: { seq: 8, committedAt: '2024-11-24T09:30:00.123Z' } };
    const message = newsmlG2.feed?.render(feed, [libya], sampleDesk) ?? '';
    expect(textsOf(only(readXml(message), 'header'), 'sent')).toEqual(['2024-11-24T09:30:00Z']);
  });

  it('holds the items as they stand alone, in the same order', () => {
    const items = only(readXml(newsMessage(stories) ?? ''), 'itemSet').children;
    expect(items.map(withoutText)).toEqual(stories.map((version) => withoutText(readXml(newsItem(version)))));
  });
});

describeWithShared('by IPTC schema and the rules of receivers', () => {
  it.each(agencyCases)('a newsItem of $name is valid', ({ version }) => {
    expect(newsmlErrors(newsItem(version))).toEqual([]);
    expect(newsmlFaults(newsItem(version))).toEqual([]);
  });

  it.each(agencyCases)('a pushed newsMessage of $name is valid', ({ version }) => {
    const pushed = newsmlG2.push?.render(version, sampleDesk, sampleFeed.latestEvent) ?? '';
    expect([...newsmlErrors(pushed), ...newsmlFaults(pushed)]).toEqual([]);
  });

  it('a newsMessage of all stories is valid', () => {
    expect(newsmlErrors(newsMessage(stories) ?? '')).toEqual([]);
    expect(newsmlFaults(newsMessage(stories) ?? '')).toEqual([]);
  });

  it.each([
    ['an unknown element', '<urgency>', '<priority>3</priority><urgency>'],
    ['an urgency of 0', '<urgency>2<', '<urgency>0<'],
    ['a date alone', '<firstCreated>2024-11-23T14:05:30Z<', '<firstCreated>2024-11-23<'],
  ])('%s would be found by the schema', (_, written, broken) => {
    expect(newsmlErrors(replaced(newsItem(everything), written, broken))).not.toEqual([]);
  });

  it.each([
    ['an undeclared alias', '<service qcode="svc:', '<service qcode="other:', 'alias other is not declared'],
    [
      'a catalog that is not the desk’s',
      '/catalog.xml"/>',
      '/other.xml"/>',
      'catalogRef http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml https://wire.panapress.com/other.xml',
    ],
    ['a guid with a blank', ':au-summit', ': au-summit', 'guid urn:newsml:panapress.com:20241123: au-summit-climate'],
    ['milliseconds', '14:05:30Z</first', '14:05:30.000Z</first', 'milliseconds in a date'],
    ['an offset', '14:05:30Z</first', '15:05:30+01:00</first', 'firstCreated: 2024-11-23T15:05:30+01:00'],
    ['a comment', '<body>', '<body><!-- x -->', 'a comment or processing instruction'],
    ['markup in a paragraph', '<p>The', '<p>The<b>x</b>', 'b in a paragraph'],
    ['no pubStatus', '<pubStatus qcode="stat:usable"/>', '', 'pubStatus '],
    [
      'a wrong direction',
      'wordcount="42" xml:lang="en-GB" dir="ltr"',
      'wordcount="42" dir="rtl"',
      'dir=rtl on inlineXML, en-GB',
    ],
  ])('%s passes the schema and would be found by the rules', (_, written, broken, found) => {
    const document = replaced(newsItem(everything), written, broken);
    expect(newsmlErrors(document)).toEqual([]);
    expect(newsmlFaults(document)).toContain(found);
  });
});

/** The tree without the white space between elements, which differs with the depth. */
function withoutText(element: ReadElement): object {
  const children = element.children.map(withoutText);
  return { ...element, text: children.length > 0 ? '' : element.text, children };
}

function replaced(document: string, written: string, broken: string): string {
  expect(document).toContain(written);
  return document.replace(written, broken);
}
