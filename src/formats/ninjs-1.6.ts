/**
 * ninjs 1.6 (IPTC, News in JSON): what most ingest systems read; it shares no field of headline, description or body
 * with 3.1. Its associations are the pictures, which Superdesk
 * ingests as items of their own.
 */
import type { Desk } from '../story/desk.ts';
import { previousVersion } from '../story/life.ts';
import type { Place, Story, StoryVersion } from '../story/story.ts';
import { creatorOf, sourceOf } from './credits.ts';
import { contentHtml, summaryOf } from './feed-item.ts';
import { editorsNote } from './editorial-notes.ts';
import type { Format } from './format.ts';
import { contentCreatedOf, embargoOf } from './item-dates.ts';
import { associations1Of } from './ninjs-pictures.ts';
import { genreCode, SCHEME_URIS, subjectsOf } from './subjects.ts';
import { bodyText, charCount, rightsOf, sluglineOf, wordCount } from './text.ts';

const MEDIA_TYPE = 'application/json; charset=utf-8';

export const ninjs16: Format = {
  name: 'ninjs-1.6',
  standard: 'ninjs 1.6',
  story: { fileName: 'ninjs-1.6.json', mediaType: MEDIA_TYPE, render: ninjs16Document },
  push: { mediaType: MEDIA_TYPE, saysEmbargo: true, render: ninjs16Document },
};

const STANDARD = {
  name: 'ninjs',
  version: '1.6',
  schema: 'http://www.iptc.org/std/ninjs/ninjs-schema_1.6.json#',
} as const;

/** What a story does not have is undefined here, and so left out by JSON. */
function ninjs16Document(version: StoryVersion, desk: Desk): string {
  const { story } = version;
  const document = {
    uri: version.guid,
    type: 'text',
    representationtype: 'complete',
    version: String(version.version),
    ...lifeOf(version, desk),
    urgency: story.urgency,
    ...rightsAndNote(version, desk),
    language: story.language,
    title: sluglineOf(version),
    slugline: sluglineOf(version),
    headline: story.headline,
    ...subheadlinesOf(story),
    byline: story.byline,
    located: story.dateline?.place?.name,
    ...partiesOf(story, desk),
    ...classificationOf(story),
    description_text: summaryOf(story),
    body_text: bodyText(story),
    body_html: contentHtml(story),
    charcount: charCount(story),
    wordcount: wordCount(story),
    associations: associations1Of(version, desk),
    altids: {
      slug: version.slug,
      previousversion: previousVersion(version)?.toString(),
      translationof: version.translationOf,
    },
    $standard: STANDARD,
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/** `headline_subhead`, `headline_subhead_2`: every property of the pattern `headline_...` is one more headline. */
function subheadlinesOf({ subheadlines = [] }: Story): Readonly<Record<string, string>> {
  return Object.fromEntries(
    subheadlines.map((text, index) => [`headline_subhead${index === 0 ? '' : `_${index + 1}`}`, text]),
  );
}

function lifeOf(version: StoryVersion, desk: Desk): object {
  return {
    firstcreated: version.firstCreated,
    versioncreated: version.versionCreated,
    contentcreated: contentCreatedOf(version, desk),
    embargoed: embargoOf(version),
    expires: version.story.expires,
    pubstatus: version.pubStatus,
  };
}

function rightsAndNote(version: StoryVersion, desk: Desk): object {
  const { holder, notice, usageTerms } = rightsOf(version.story, desk);
  return { copyrightholder: holder, copyrightnotice: notice, usageterms: usageTerms, ednote: editorsNote(version) };
}

/** ninjs has no creator and no contributor: they are persons with that relation to the content. */
function partiesOf(story: Story, desk: Desk): object {
  const source = sourceOf(story, desk);
  const creator = creatorOf(story, desk);
  const person = [
    ...(creator.kind === 'person' ? [{ name: creator.name, rel: 'creator' }] : []),
    ...(story.signOff?.initials ?? []).map((initials) => ({ name: initials, rel: 'contributor', code: initials })),
  ];
  return {
    infosource: [{ name: source.name, code: source.mark }],
    ...(person.length > 0 && { person }),
  };
}

function classificationOf(story: Story): object {
  const { genre } = story;
  const subject = subjectsOf(story).map(({ scheme, code, names }) => ({
    name: names[0]?.text,
    rel: 'about',
    scheme: SCHEME_URIS[scheme],
    code,
  }));
  return {
    genre: genre ? [{ name: genre, scheme: SCHEME_URIS.genre, code: genreCode(genre) }] : undefined,
    ...(subject.length > 0 && { subject }),
    place: story.dateline?.place && placesOf(story.dateline.place),
  };
}

function placesOf({ name, country }: Place): readonly object[] {
  if (country === undefined) return [{ name }];
  return [{ name }, { name: country.name, scheme: SCHEME_URIS.country, code: country.code }];
}
