/** Why a filter does not take a story, for people. */
import { FILTER_FIELDS, matches, type Filter } from './filter.ts';
import type { Story, StoryVersion } from './story.ts';

type Judged = Pick<StoryVersion, 'story' | 'event'>;

export type Disagreement = {
  readonly field: (typeof FILTER_FIELDS)[number];
  readonly wanted: readonly string[];
  /** What the story has there; empty where it has nothing. */
  readonly found: readonly string[];
};

/** Every field that disagrees; none where the story matches. */
export function disagreements(filter: Filter, version: Judged): readonly Disagreement[] {
  return FILTER_FIELDS.flatMap((field) => {
    const wanted = filter[field];
    if (wanted === undefined || matches({ [field]: wanted }, version)) return [];
    const found = field === 'event' ? [version.event] : FOUND[field](version.story);
    return [{ field, wanted: [wanted].flat().map(String), found }];
  });
}

const FOUND: Readonly<Record<Exclude<Disagreement['field'], 'event'>, (story: Story) => readonly string[]>> = {
  language: ({ language }) => [language],
  section: ({ section }) => (section === undefined ? [] : [section]),
  subject: ({ subjects }) => subjects.map(({ scheme, code }) => `${scheme}:${code}`),
  place: ({ dateline }) => [dateline?.place?.name, dateline?.place?.country?.code].filter((name) => name !== undefined),
  keyword: ({ keywords }) => keywords,
  urgency: ({ urgency }) => [String(urgency)],
};
