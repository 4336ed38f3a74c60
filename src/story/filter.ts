/** Which stories somebody wants: subscribers now, further feeds later. Every given field must agree. */
import { currentTerm } from './broader-subjects.ts';
import { eventTerms, term, type EventTerms, type TermField } from './filter-event-terms.ts';
import type { EventType, StoryVersion } from './story.ts';

export type Filter = {
  /** BCP 47 language, without regard to script or region: `fr` takes `fr-SN`. */
  readonly language?: readonly string[];
  readonly section?: readonly string[];
  /** `medtop:16000000` or `subj:...`, each with the narrower ones. */
  readonly subject?: readonly string[];
  /** ISO 3166-1 alpha-2 code of the dateline's country, or the place's name. */
  readonly place?: readonly string[];
  readonly keyword?: readonly string[];
  /** What happened to the story. A kill reaches whoever has the text, whatever stands here. */
  readonly event?: readonly EventType[];
  /** This urgency or a more urgent one (a lower number). */
  readonly urgency?: number;
};

export const FILTER_FIELDS = ['language', 'section', 'subject', 'place', 'keyword', 'event', 'urgency'] as const;

/** A filter in the terms of events, to be held against many of them. */
export type CompiledFilter = {
  /** Each of these fields must have one of its terms; a field without terms is matched by nothing. */
  readonly fields: readonly CompiledField[];
  readonly urgencyMax?: number;
};

export type CompiledField = { readonly field: TermField; readonly terms: readonly string[] };

export function compileFilter(filter: Filter): CompiledFilter {
  const fields = FILTER_FIELDS.flatMap((field): CompiledField[] => {
    if (field === 'urgency') return [];
    const wanted = filter[field];
    if (wanted === undefined) return [];
    const terms = wanted.map(term).map((each) => (field === 'subject' ? currentTerm(each) : each));
    return [{ field, terms: [...new Set(terms)] }];
  });
  return { fields, ...(filter.urgency !== undefined && { urgencyMax: filter.urgency }) };
}

/** Within a field one match is enough; letter case never counts. */
export function matchesTerms({ fields, urgencyMax }: CompiledFilter, event: EventTerms): boolean {
  if (urgencyMax !== undefined && event.urgency > urgencyMax) return false;
  return fields.every(({ field, terms }) => terms.some((wanted) => event[field].has(wanted)));
}

type Judged = Pick<StoryVersion, 'story' | 'event'>;

/** As `matchesTerms`; what was compiled for a filter, and computed of a version, is kept as long as they are. */
export function matches(filter: Filter, version: Judged): boolean {
  return matchesTerms(compiled(filter), termsOf(version));
}

const compiled = remembering(compileFilter);
const termsOf = remembering((version: Judged) => eventTerms(version));

function remembering<Given extends WeakKey, Made>(make: (given: Given) => Made): (given: Given) => Made {
  const made = new WeakMap<Given, Made>();
  return (given) => {
    const known = made.get(given) ?? make(given);
    made.set(given, known);
    return known;
  };
}
