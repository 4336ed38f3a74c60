/**
 * ninjs 3.1 (IPTC, News in JSON): the current branch. The schema refuses every property that it does not know, so event
 * type and sequence travel in HTTP headers. Its `associations` are the pictures.
 */
import type { Desk } from '../story/desk.ts';
import { previousVersion } from '../story/life.ts';
import type { Place, Story, StoryVersion } from '../story/story.ts';
import { creatorOf, sourceOf } from './credits.ts';
import { contentHtml, summaryOf } from './feed-item.ts';
import { editorsNote } from './editorial-notes.ts';
import type { Format } from './format.ts';
import { contentCreatedOf, embargoOf } from './item-dates.ts';
import { associationsOf } from './ninjs-pictures.ts';
import { genreCode, SCHEME_URIS, subjectsOf } from './subjects.ts';
import { bodyText, charCount, rightsOf, sluglineOf, wordCount } from './text.ts';

const MEDIA_TYPE = 'application/json; charset=utf-8';

export const ninjs: Format = {
  name: 'ninjs',
  standard: 'ninjs 3.1',
  story: { fileName: 'ninjs.json', mediaType: MEDIA_TYPE, render: ninjsDocument },
  push: { mediaType: MEDIA_TYPE, saysEmbargo: true, render: ninjsDocument },
};

const STANDARD = {
  name: 'ninjs',
  version: '3.1',
  schema: 'http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#',
} as const;

function ninjsDocument(version: StoryVersion, desk: Desk): string {
  return `${JSON.stringify(ninjsObject(version, desk), undefined, 2)}\n`;
}

/** What a story does not have is undefined here, and so left out by JSON. */
export function ninjsObject(version: StoryVersion, desk: Desk): object {
  const { story } = version;
  return {
    uri: version.guid,
    type: 'text',
    representationType: 'full',
    version: String(version.version),
    ...lifeOf(version, desk),
    urgency: story.urgency,
    ...rightsAndNote(version, desk),
    language: story.language,
    title: sluglineOf(version),
    slugline: sluglineOf(version),
    headlines: headlinesOf(story),
    by: story.byline,
    located: story.dateline?.place?.name,
    ...partiesOf(story, desk),
    ...classificationOf(story),
    descriptions: [{ role: 'summary', contentType: 'text/plain', value: summaryOf(story) }],
    bodies: bodiesOf(story),
    associations: associationsOf(version, desk),
    altIds: altIdsOf(version),
    standard: STANDARD,
  };
}

function headlinesOf({ headline, subheadlines = [] }: Story): readonly object[] {
  return [
    { role: 'main', contentType: 'text/plain', value: headline },
    ...subheadlines.map((value) => ({ role: 'subhead', contentType: 'text/plain', value })),
  ];
}

function lifeOf(version: StoryVersion, desk: Desk): object {
  return {
    firstCreated: version.firstCreated,
    versionCreated: version.versionCreated,
    contentCreated: contentCreatedOf(version, desk),
    embargoedUntil: embargoOf(version),
    expires: version.story.expires,
    pubStatus: version.pubStatus,
  };
}

function rightsAndNote(version: StoryVersion, desk: Desk): object {
  const { holder, notice, usageTerms } = rightsOf(version.story, desk);
  return { copyrightHolder: holder, copyrightNotice: notice, usageTerms, edNote: editorsNote(version) };
}

/** ninjs has no creator and no contributor: they are people with that relation to the content. */
function partiesOf(story: Story, desk: Desk): object {
  const source = sourceOf(story, desk);
  const creator = creatorOf(story, desk);
  const people = [
    ...(creator.kind === 'person' ? [{ name: creator.name, rel: 'creator' }] : []),
    ...(story.signOff?.initials ?? []).map((initials) => ({ name: initials, rel: 'contributor', literal: initials })),
  ];
  return {
    infoSources: [{ name: source.name, role: 'source', uri: source.uri, literal: source.mark }],
    ...(people.length > 0 && { people }),
  };
}

function classificationOf(story: Story): object {
  const { genre } = story;
  const subjects = subjectsOf(story).map(({ scheme, code, names }) => ({
    name: names[0]?.text,
    rel: 'about',
    uri: SCHEME_URIS[scheme] + code,
    literal: code,
  }));
  return {
    genres: genre ? [{ name: genre, uri: SCHEME_URIS.genre + genreCode(genre) }] : undefined,
    ...(subjects.length > 0 && { subjects }),
    places: story.dateline?.place && placesOf(story.dateline.place),
  };
}

function placesOf({ name, country }: Place): readonly object[] {
  if (country === undefined) return [{ name }];
  return [{ name }, { name: country.name, uri: SCHEME_URIS.country + country.code }];
}

/** Ids in roles of our own, for want of links: associations are further items to whoever takes them in. */
function altIdsOf(version: StoryVersion): readonly object[] {
  const previous = previousVersion(version);
  const earlier = previous === undefined ? [] : [{ role: 'previousVersion', value: String(previous) }];
  const original = version.translationOf === undefined ? [] : [{ role: 'translationOf', value: version.translationOf }];
  return [{ role: 'slug', value: version.slug }, ...earlier, ...original];
}

/** The counts are of the text, whatever marks it up. */
function bodiesOf(story: Story): readonly object[] {
  const counts = { charCount: charCount(story), wordCount: wordCount(story) };
  return [
    { role: 'main', contentType: 'text/plain', ...counts, value: bodyText(story) },
    { role: 'main', contentType: 'text/html', ...counts, value: contentHtml(story) },
  ];
}
