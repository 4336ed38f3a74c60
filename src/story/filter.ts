/** Which stories somebody wants: subscribers now, further feeds later. Every given field must agree. */
import type { StoryVersion } from './story.ts';

export type Filter = {
  /** BCP 47 language, without regard to script or region: `fr` takes `fr-SN`. */
  readonly language?: readonly string[];
  readonly section?: readonly string[];
  /** `medtop:16000000` or `subj:...`. */
  readonly subject?: readonly string[];
  /** ISO 3166-1 alpha-2 code of the dateline's country, or the place's name. */
  readonly place?: readonly string[];
  readonly keyword?: readonly string[];
  /** This urgency or a more urgent one (a lower number). */
  readonly urgency?: number;
};

export const FILTER_FIELDS = ['language', 'section', 'subject', 'place', 'keyword', 'urgency'] as const;

/** Within a field one match is enough; letter case never counts. */
export function matches(filter: Filter, { story }: Pick<StoryVersion, 'story'>): boolean {
  const place = story.dateline?.place;
  return (
    (filter.language === undefined || anyOf(filter.language, [story.language, primaryLanguage(story.language)])) &&
    anyOf(filter.section, [story.section]) &&
    anyOf(
      filter.subject,
      story.subjects.map(({ scheme, code }) => `${scheme}:${code}`),
    ) &&
    anyOf(filter.place, [place?.country?.code, place?.country?.name, place?.name]) &&
    anyOf(filter.keyword, story.keywords) &&
    (filter.urgency === undefined || story.urgency <= filter.urgency)
  );
}

function primaryLanguage(tag: string): string {
  return new Intl.Locale(tag).language;
}

function anyOf(wanted: readonly string[] | undefined, present: readonly (string | undefined)[]): boolean {
  if (wanted === undefined) return true;
  const found = new Set(present.map((value) => value?.toLowerCase()));
  return wanted.some((value) => found.has(value.toLowerCase()));
}
