/** The subjects of a story as agency documents name them: each Media Topic with its older Subject Code beside it. */
import { withBroader } from '../story/broader-subjects.ts';
import { primaryLanguage } from '../story/language.ts';
import { mediaTopic, subjectCodeOf } from '../story/media-topics.ts';
import type { Story, Subject } from '../story/story.ts';
import { parseSubject } from '../story/subject.ts';
import { subjectCodeLabel } from '../story/subject-codes.ts';

export type NamedSubject = Subject & {
  /** In the language of the story, then in English; none for a code newer than our vocabulary. */
  readonly names: readonly { readonly language: string; readonly text: string }[];
};

/** Where the concepts of a scheme live (IPTC catalog 41); a code appended is the concept's URI. */
export const SCHEME_URIS = {
  medtop: 'http://cv.iptc.org/newscodes/mediatopic/',
  subj: 'http://cv.iptc.org/newscodes/subjectcode/',
  genre: 'http://cv.iptc.org/newscodes/genre/',
  country: 'http://cvx.iptc.org/iso3166-1a2/',
} as const;

/**
 * Receivers are of two ages: newer ones read `medtop`, Superdesk and its like only `subj`. So a Media Topic is followed
 * by the Subject Code that IPTC maps it to, once each.
 */
export function subjectsOf(story: Story): NamedSubject[] {
  const written = story.subjects.flatMap((subject): Subject[] => {
    const older = subject.scheme === 'medtop' ? subjectCodeOf(subject.code) : undefined;
    return older === undefined ? [subject] : [subject, { scheme: 'subj', code: older }];
  });
  const once = new Map(written.map((subject) => [`${subject.scheme}:${subject.code}`, subject]));
  return [...once.values()].map((subject) => ({ ...subject, names: namesOf(subject, story.language) }));
}

/** The Media Topics that a topic belongs to, the nearest first. */
export function broaderTopics(subject: Subject, language: string): readonly NamedSubject[] {
  return withBroader(subject)
    .slice(1)
    .flatMap((term) => parseSubject(term) ?? [])
    .filter(({ scheme }) => scheme === 'medtop')
    .map((broader) => ({ ...broader, names: namesOf(broader, language) }));
}

/** IPTC's genre codes are their English names; a QCode holds no blank, so it is percent-encoded. */
export function genreCode(name: string): string {
  return encodeURIComponent(name.toWellFormed());
}

function namesOf({ scheme, code }: Subject, language: string): NamedSubject['names'] {
  const label = subjectCodeLabel(code);
  const labels = scheme === 'medtop' ? mediaTopic(code)?.labels : label === undefined ? {} : { en: label };
  const languages = new Set([primaryLanguage(language), 'en']);
  return [...languages].flatMap((each) => {
    const text = labels?.[each];
    return text === undefined ? [] : [{ language: each, text }];
  });
}
