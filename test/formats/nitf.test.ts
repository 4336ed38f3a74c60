import { describe, expect, it } from 'vitest';

import { editorsNotes } from '../../src/formats/editorial-notes.ts';
import { appendNitfPart } from '../../src/formats/nitf-body.ts';
import { nitf, nitfPlain } from '../../src/formats/nitf.ts';
import { leadOf } from '../../src/formats/text.ts';
import { element, xmlDocument } from '../../src/formats/xml-tree.ts';
import { publishedAt } from '../../src/story/life.ts';
import { subjectCodeOf } from '../../src/story/media-topics.ts';
import type { Story, StoryVersion } from '../../src/story/story.ts';
import { agencyCases, embargoed, killed, released, updated } from '../support/agency-cases.ts';
import { childrenNamed, only, type ReadElement, readXml, textsOf } from '../support/read-xml.ts';
import { nitfErrors } from '../support/schemas.ts';
import { describeWithShared } from '../support/shared.ts';
import { arabic, everything, libya, minimal, pictured, sampleDesk, sampleFeed, storyWith } from '../support/stories.ts';
import { ingestNitf } from '../support/superdesk-nitf.ts';

const NAMESPACE = ' xmlns="http://iptc.org/std/NITF/2006-10-18/"';

function render(version: StoryVersion, format = nitf): string {
  return format.story?.render(version, sampleDesk) ?? '';
}

function part(version: StoryVersion, ...path: readonly string[]): ReadElement {
  return path.reduce(only, readXml(render(version)));
}

describe('NITF 3.6', () => {
  it.each(agencyCases)('of $name is written as it always was', async ({ name, version }) => {
    await expect(render(version)).toMatchFileSnapshot(`../golden/${name}.nitf.xml`);
  });

  it.each(agencyCases)('of $name is the same without its namespace, and when pushed', ({ version }) => {
    const document = render(version);
    expect(document).toContain(NAMESPACE);
    expect(withoutMedia(render(version, nitfPlain))).toBe(withoutMedia(document.replace(NAMESPACE, '')));
    expect(nitf.push?.render(version, sampleDesk, sampleFeed.latestEvent)).toBe(document);
  });

  it('bears the guid for life, and counts the versions', () => {
    const docdata = part(updated, 'head', 'docdata');
    expect(only(docdata, 'doc-id').attributes).toEqual({ regsrc: 'panapress.com', 'id-string': libya.guid });
    expect(only(docdata, 'du-key').attributes).toEqual({ key: libya.slug, generation: '2', version: '2' });
    expect(docdata.attributes['management-doc-idref']).toBe(libya.guid);
    expect(part(libya, 'head', 'docdata').attributes).not.toHaveProperty('management-doc-idref');
  });

  it.each([
    ['usable', libya, undefined],
    ['embargoed', embargoed, '20241123T180000+0000'],
    ['usable', released, undefined],
    ['canceled', killed, undefined],
  ] as const)('says how far the story is: %s', (status, version, release) => {
    const docdata = part(version, 'head', 'docdata');
    expect(docdata.attributes['management-status']).toBe(status);
    expect(childrenNamed(docdata, 'date.release')[0]?.attributes['norm']).toBe(release);
  });

  it('names a subject on its three levels, and keeps the topics that have no Subject Code', () => {
    const story = storyWith({
      subjects: [
        { scheme: 'subj', code: '15054001' },
        { scheme: 'medtop', code: '99999999' },
      ],
    });
    const [subject] = part(story, 'head', 'tobject').children;
    expect(subject?.attributes).toEqual({
      'tobject.subject.refnum': '15054001',
      'tobject.subject.type': 'sport',
      'tobject.subject.matter': 'soccer',
    });
    const [topic] = part(story, 'head', 'docdata', 'identified-content').children;
    expect(topic?.attributes).toEqual({ type: 'subject', idsrc: 'medtop', value: '99999999' });
  });

  it('says a correction, and nothing of one where the story was only updated', () => {
    expect(textsOf(part(everything, 'head', 'docdata'), 'correction')).toHaveLength(1);
    expect(textsOf(part(updated, 'head', 'docdata'), 'correction')).toHaveLength(0);
  });

  it('never holds a scale of urgency that NITF does not have', () => {
    const docdata = part(storyWith({ urgency: 9 }), 'head', 'docdata');
    expect(only(docdata, 'urgency').attributes['ed-urg']).toBe('8');
  });

  it('is of its language from the body on', () => {
    const root = readXml(render(arabic));
    expect([root.attributes['baselang'], only(root, 'body').attributes['xml:lang']]).toEqual(['ar', 'ar']);
  });

  it('leaves out what the story does not have', () => {
    expect(render(minimal)).not.toMatch(/""|<key-list|<tobject|<byline|<dateline|<body\.end|undefined/);
  });

  it('has an element for each form of a part of the body', () => {
    const document = xmlDocument((root) => {
      const content = element(root, 'body.content');
      appendNitfPart(content, { form: 'subhead', text: 'Up & next' });
      appendNitfPart(content, { form: 'preformatted', text: 'a  1\nb  2' });
    });
    expect(readXml(document).children.map(({ name, text }) => [name, text])).toEqual([
      ['hl2', 'Up & next'],
      ['pre', 'a  1\nb  2'],
    ]);
  });
});

function withoutMedia(document: string): string {
  return document.replaceAll(/ {6}<media .*?<\/media>\n/gs, '');
}

describe('a picture in NITF without its namespace', () => {
  const content = only(only(readXml(render(pictured, nitfPlain)), 'body'), 'body.content');
  const [media, ...others] = childrenNamed(content, 'media');

  it('has its reference as in the other spelling', () => {
    const [same] = childrenNamed(part(pictured, 'body', 'body.content'), 'media');
    expect(only(media ?? content, 'media-reference')).toMatchObject({
      attributes: only(same ?? content, 'media-reference').attributes,
    });
    expect(others.map((each) => only(each, 'media-reference').attributes['source'])).toEqual([
      'https://pictures.example.org/a.jpg?size=large&w=900',
      'https://pictures.example.org/b',
    ]);
  });

  it('has no text that would be taken for the story’s: caption and byline are metadata', () => {
    expect(media?.text.trim()).toBe('');
    expect(childrenNamed(media ?? content, 'media-metadata').map(({ attributes }) => attributes)).toEqual([
      { name: 'caption', value: 'A street under water in Dakar, 10 June. <Photo>' },
      { name: 'byline', value: 'Aminata Diallo' },
    ]);
  });
});

describe('what Superdesk keeps of an NITF document', () => {
  it.each(agencyCases)('is the story: $name', ({ version }) => {
    const { story } = version;
    const place = story.dateline?.place;
    expect(ingestNitf(render(version, nitfPlain))).toEqual({
      guid: version.guid,
      urgency: story.urgency,
      pubStatus: version.pubStatus === 'withheld' && version.heldBy === undefined ? 'embargoed' : version.pubStatus,
      created: new Date(publishedAt(version)),
      subjects: subjectCodes(story),
      place: place && { name: place.name, code: place.country?.code },
      keywords: story.keywords,
      // It keeps one alone, and that is the first.
      edNote: editorsNotes(version)[0],
      headline: story.headline,
      byline: story.byline,
      city: place?.name,
      slugline: story.slugline ?? version.slug,
      wordCount: story.body.join(' ').split(/\s+/).length,
      paragraphs: story.body,
    });
  });

  it('would be nothing of the spelling with a namespace', () => {
    expect(() => ingestNitf(render(libya))).toThrow('no parser');
  });
});

describeWithShared('by IPTC schema', () => {
  it.each(agencyCases)('NITF of $name is valid', ({ version }) => {
    expect(nitfErrors(render(version))).toEqual([]);
    const plain = render(version, nitfPlain);
    expect(nitfErrors(plain.replace('<nitf', `<nitf${NAMESPACE}`))).toEqual([]);
    expect(leadOf(version.story)).not.toBe('');
  });

  it.each([
    ['an unknown element', '<abstract>', '<summary/><abstract>'],
    ['another order', '<hedline>', '<byline>x</byline><hedline>'],
    ['no namespace', NAMESPACE, ''],
  ])('%s would be found', (_, written, broken) => {
    const document = render(everything);
    expect(document).toContain(written);
    expect(nitfErrors(document.replace(written, broken))).not.toEqual([]);
  });
});

function subjectCodes(story: Story): string[] {
  const codes = story.subjects.map(({ scheme, code }) => (scheme === 'subj' ? code : subjectCodeOf(code)));
  return [...new Set(codes)].filter((code) => code !== undefined);
}
