/** What filters can ask of an event, in the terms that compiled filters are written in. */
import { withBroader } from './broader-subjects.ts';
import { primaryLanguage } from './language.ts';
import type { StoryVersion } from './story.ts';

/** The fields of a filter whose terms are words; urgency is a number and compared as one. */
export type TermField = 'language' | 'section' | 'subject' | 'place' | 'keyword' | 'event';

export type EventTerms = { readonly [field in TermField]: ReadonlySet<string> } & { readonly urgency: number };

/** Computed once for each event, however many filters are held against it. */
export function eventTerms({ story, event }: Pick<StoryVersion, 'story' | 'event'>): EventTerms {
  const place = story.dateline?.place;
  return {
    language: terms([story.language, primaryLanguage(story.language)]),
    section: terms([story.section]),
    subject: terms(story.subjects.flatMap(withBroader)),
    place: terms([place?.country?.code, place?.country?.name, place?.name]),
    keyword: terms(story.keywords),
    event: terms([event]),
    urgency: story.urgency,
  };
}

/** Letter case never counts, nor does how an accent is encoded (Unicode NFC). */
export function term(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

function terms(texts: readonly (string | undefined)[]): ReadonlySet<string> {
  return new Set(texts.filter((text) => text !== undefined).map(term));
}
