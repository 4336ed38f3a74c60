/**
 * ninjs as Superdesk writes it, for those who read what Superdesk pushes: Newshub (newsroom) and Web Publisher. A dialect
 * of 1.x: `guid` in place of `uri`, `service` for the section, every code with its name. They refuse more than they read:
 * Web Publisher a subject or a genre with further fields, Newshub's database a field whose name begins with `$`.
 */
import type { Desk } from '../story/desk.ts';
import type { Place, Story, StoryVersion } from '../story/story.ts';
import { sourceOf } from './credits.ts';
import { editorsNote } from './editorial-notes.ts';
import { contentHtml, summaryOf } from './feed-item.ts';
import type { PushDocument } from './format.ts';
import { embargoOf } from './item-dates.ts';
import { SCHEME_URIS, subjectsOf } from './subjects.ts';
import { BYLINE_MAX, superdeskAssociations } from './superdesk-pictures.ts';
import { charCount, rightsOf, sluglineOf, wordCount } from './text.ts';

/** As its push has it, without a charset. */
const MEDIA_TYPE = 'application/json';

export const superdeskNinjs: PushDocument = { mediaType: MEDIA_TYPE, render: superdeskDocument };

/** What a story does not have is undefined here, and so left out by JSON. */
function superdeskDocument(version: StoryVersion, desk: Desk): string {
  const { story } = version;
  const { holder, notice, usageTerms } = rightsOf(story, desk);
  return JSON.stringify({
    guid: version.guid,
    type: 'text',
    version: String(version.version),
    firstcreated: version.firstCreated,
    versioncreated: version.versionCreated,
    embargoed: embargoOf(version),
    pubstatus: version.pubStatus,
    urgency: story.urgency,
    language: story.language,
    slugline: sluglineOf(version),
    headline: story.headline,
    byline: story.byline?.slice(0, BYLINE_MAX),
    located: story.dateline?.place?.name,
    source: sourceOf(story, desk).name,
    ednote: editorsNote(version),
    description_text: summaryOf(story),
    body_html: contentHtml(story),
    wordcount: wordCount(story),
    charcount: charCount(story),
    copyrightholder: holder,
    copyrightnotice: notice,
    usageterms: usageTerms,
    ...classificationOf(story),
    associations: superdeskAssociations(version, desk),
  });
}

function classificationOf(story: Story): object {
  const { section, genre, keywords } = story;
  const place = story.dateline?.place;
  const subject = subjectsOf(story).map(({ scheme, code, names }) => ({
    code,
    name: names[0]?.text ?? code,
    // Of Subject Codes, which are its own vocabulary, Superdesk writes none.
    ...(scheme === 'medtop' && { scheme: SCHEME_URIS.medtop }),
  }));
  return {
    ...(subject.length > 0 && { subject }),
    ...(section !== undefined && { service: [{ code: section, name: section }] }),
    ...(genre !== undefined && { genre: [{ code: genre, name: genre }] }),
    ...(keywords.length > 0 && { keywords }),
    ...(place !== undefined && { place: [placeOf(place)] }),
  };
}

function placeOf({ name, country }: Place): object {
  return country === undefined ? { name } : { name, country: country.name, country_code: country.code };
}
