/** The story out of its text, its front matter and the desk's defaults; the front matter overrides, the desk fills in. */
import type { Dateline, Story } from '../story/story.ts';
import { knownAgencies } from './agencies.ts';
import { datelineFrom } from './dateline.ts';
import type { FrontFields } from './front-matter-schema.ts';
import { present } from './present.ts';
import type { CopyDefaults } from './read-copy.ts';
import type { TextParts } from './read-text.ts';

export function storyOf(text: TextParts, front: FrontFields, defaults: CopyDefaults): Story {
  return {
    language: front.language ?? defaults.language,
    headline: front.headline ?? text.headline,
    body: text.body,
    urgency: front.urgency ?? text.urgency ?? defaults.urgency,
    subjects: front.subjects ?? defaults.subjects ?? [],
    keywords: front.keywords ?? defaults.keywords ?? [],
    ...present({
      subheadlines: front.subheadlines ?? text.subheadlines,
      forms: text.forms,
      slugline: front.slugline ?? text.slugline,
      byline: front.byline ?? text.byline,
      agencyLine: front.agencyLine ?? text.agencyLine,
      dateline: datelineOf(text, front, defaults),
      signOff: text.signOff,
      filed: front.filed ?? text.filed,
      section: front.section ?? defaults.section,
      genre: front.genre ?? defaults.genre,
      embargo: front.embargo ?? text.embargo,
      expires: front.expires,
      edNote: front.edNote ?? text.edNote,
      creditLine: front.creditLine ?? defaults.creditLine,
      rights: front.rights,
    }),
  };
}

/** A `place` replaces the dateline's; where the copy has no dateline, it makes one. */
function datelineOf(text: TextParts, front: FrontFields, defaults: CopyDefaults): Dateline | undefined {
  const known = knownAgencies([defaults.agency?.mark, text.signOff?.agency]);
  const dateline = front.dateline === undefined ? text.dateline : datelineFrom(front.dateline, known);
  const { place } = front;
  if (place === undefined) return dateline;
  const written = [place.name, place.country?.name].filter((part) => part !== undefined).join(', ');
  return { ...(dateline ?? { text: written }), place };
}
