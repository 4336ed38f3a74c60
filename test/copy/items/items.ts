/** Items as bytes, for the tests of what reads them. */
import type { ReadCopy } from '../../../src/copy/read-copy.ts';
import { readStories, storyFileKind } from '../../../src/copy/read-stories.ts';
import { describeProblem } from '../../../src/story/problem.ts';
import type { Desk } from '../../../src/story/desk.ts';
import { sampleDesk } from '../../support/stories.ts';
import { deskDefaults } from '../copy.ts';

/** What is read from a file of that name: `a.xml`. */
export function readItems(name: string, content: string | Uint8Array, desk: Desk = sampleDesk): readonly ReadCopy[] {
  const kind = storyFileKind(name);
  if (kind === undefined) throw new Error(`${name} is no name of a story file`);
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return readStories(bytes, { file: `stories/${name}`, kind, defaults: deskDefaults, desk });
}

/** The only story of a file, with what was read beside its words. */
export function onlyStory(readings: readonly ReadCopy[]): Extract<ReadCopy, { ok: true }> {
  const [first, ...others] = readings;
  if (first === undefined || others.length > 0) throw new Error(`${readings.length} stories were read, not one`);
  if (!first.ok) throw new Error(first.problems.map(describeProblem).join('\n'));
  return first;
}

/** All that is said of a file, as a person sees it. */
export function said(readings: readonly ReadCopy[]): readonly string[] {
  return readings.flatMap((reading) => (reading.ok ? reading.warnings : reading.problems).map(describeProblem));
}

type ItemParts = {
  readonly attributes?: string;
  readonly itemMeta?: string;
  readonly contentMeta?: string;
  readonly contentSet?: string;
  readonly before?: string;
};

/** A newsItem whose parts are these; without them it reads as a story. */
export function newsItem({
  attributes = 'guid="urn:newsml:example.com:20261124:rain" version="1" xml:lang="en"',
  itemMeta = '<itemClass qcode="ninat:text"/><pubStatus qcode="stat:usable"/>',
  contentMeta = '<headline>Rain expected</headline>',
  contentSet = '<inlineXML><html><body><p>Rain is expected on Friday.</p></body></html></inlineXML>',
  before = '',
}: ItemParts = {}): string {
  return `${before}<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" ${attributes}>
<itemMeta>${itemMeta}</itemMeta>
<contentMeta>${contentMeta}</contentMeta>
<contentSet>${contentSet}</contentSet>
</newsItem>`;
}

/** A ninjs object with these fields more; without them it reads as a story. */
export function ninjsObject(fields: object = {}): string {
  return JSON.stringify({
    uri: 'urn:newsml:example.com:20261124:rain',
    type: 'text',
    version: '1',
    pubstatus: 'usable',
    headline: 'Rain expected',
    body_html: '<p>Rain is expected on Friday.</p>',
    ...fields,
  });
}
