/** head: what an NITF document says of itself and of its story, none of it for readers' eyes. */
import type { Desk } from '../story/desk.ts';
import type { Instant } from '../story/instant.ts';
import { previousVersion, publishedAt } from '../story/life.ts';
import type { Story, StoryVersion } from '../story/story.ts';
import { subjectCodeLabel } from '../story/subject-codes.ts';
import { storyUrl } from './addresses.ts';
import { editorsNotes } from './editorial-notes.ts';
import { embargoOf } from './item-dates.ts';
import { subjectsOf, type NamedSubject } from './subjects.ts';
import { rightsOf, sluglineOf, wordCount } from './text.ts';
import { element, type XmlElement } from './xml-tree.ts';

/** NITF's scale of urgency ends at 8. */
const URGENCY_MAX = 8;

export function appendNitfHead(root: XmlElement, version: StoryVersion, desk: Desk): void {
  const { story } = version;
  const head = element(root, 'head');
  element(head, 'title', {}, story.headline);
  // By these names AP's and Superdesk's systems know slugline and length.
  element(head, 'meta', { name: 'anpa-keyword', content: sluglineOf(version) });
  element(head, 'meta', { name: 'anpa-wordcount', content: wordCount(story) });
  element(head, 'meta', { name: 'generator', content: `${desk.generator.name} ${desk.generator.version}` });
  appendSubjects(head, story);
  appendDocdata(head, version, desk);
  element(head, 'pubdata', {
    'item-length': wordCount(story),
    'unit-of-measure': 'word',
    'date.publication': nitfDate(version.versionCreated),
    'position.section': story.section,
    // A story that may not be used has no page.
    'ex-ref': version.pubStatus === 'usable' ? storyUrl(version.slug, desk) : undefined,
  });
}

/** `20210610T000000+0000`, the form that NITF prefers; receivers' older parsers know no `Z`. */
function nitfDate(instant: Instant): string {
  return `${instant.replace(/[-:]|Z$/g, '')}+0000`;
}

function appendSubjects(head: XmlElement, story: Story): void {
  const { genre } = story;
  const codes = subjectsOf(story).filter(({ scheme }) => scheme === 'subj');
  if (!genre && codes.length === 0) return;
  const tobject = element(head, 'tobject', { 'tobject.type': 'news' });
  if (genre) element(tobject, 'tobject.property', { 'tobject.property.type': genre });
  for (const { code } of codes) {
    element(tobject, 'tobject.subject', { 'tobject.subject.refnum': code, ...subjectLevels(code) });
  }
}

/** A Subject Code is a subject of two digits, a matter of three and a detail of three, each with its English name. */
function subjectLevels(code: string): Readonly<Record<string, string | undefined>> {
  const [subject, matter] = [`${code.slice(0, 2)}000000`, `${code.slice(0, 5)}000`];
  return {
    'tobject.subject.type': subjectCodeLabel(subject),
    'tobject.subject.matter': matter === subject ? undefined : subjectCodeLabel(matter),
    'tobject.subject.detail': code === matter ? undefined : subjectCodeLabel(code),
  };
}

function appendDocdata(head: XmlElement, version: StoryVersion, desk: Desk): void {
  const { guid, slug, story, event, corrections } = version;
  const published = publishedAt(version);
  const embargo = embargoOf(version);
  const docdata = element(head, 'docdata', {
    'management-status': embargo === undefined ? version.pubStatus : 'embargoed',
    'management-doc-idref': previousVersion(version) === undefined ? undefined : guid,
  });
  if (event === 'story.corrected') {
    element(docdata, 'correction', { info: corrections?.at(-1)?.note ?? story.edNote, 'id-string': guid });
  }
  const place = story.dateline?.place;
  if (place !== undefined) {
    const { name, region, country } = place;
    element(docdata, 'evloc', { city: name, 'state-prov': region?.name, 'iso-cc': country?.code });
  }
  element(docdata, 'doc-id', { regsrc: desk.agency.domain, 'id-string': guid });
  element(docdata, 'urgency', { 'ed-urg': Math.min(story.urgency, URGENCY_MAX) });
  element(docdata, 'date.issue', { norm: nitfDate(published) });
  if (embargo !== undefined) element(docdata, 'date.release', { norm: nitfDate(embargo) });
  if (story.expires !== undefined) element(docdata, 'date.expire', { norm: nitfDate(story.expires) });
  if (story.section) element(docdata, 'doc-scope', { scope: story.section });
  for (const info of editorsNotes(version)) element(docdata, 'ed-msg', { info });
  element(docdata, 'du-key', { key: slug, generation: version.version, version: version.version });
  element(docdata, 'doc.copyright', { year: published.slice(0, 4), holder: rightsOf(story, desk).holder });
  appendKeywords(docdata, story);
  appendTopics(docdata, subjectsOf(story));
}

function appendKeywords(docdata: XmlElement, { keywords }: Story): void {
  if (keywords.length === 0) return;
  const list = element(docdata, 'key-list');
  for (const key of keywords) element(list, 'keyword', { key });
}

/** Media Topics, which are younger than NITF: as classifiers, so that those without a Subject Code are not lost. */
function appendTopics(docdata: XmlElement, subjects: readonly NamedSubject[]): void {
  const topics = subjects.filter(({ scheme }) => scheme === 'medtop');
  if (topics.length === 0) return;
  const content = element(docdata, 'identified-content');
  for (const { code, names } of topics) {
    element(content, 'classifier', { type: 'subject', idsrc: 'medtop', value: code }, names[0]?.text);
  }
}
