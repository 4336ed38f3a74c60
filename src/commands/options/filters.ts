/** Options that say which events a subscriber gets. */
import { Option } from 'commander';

import { FILTER_FIELDS, type Filter } from '../../story/filter.ts';
import { parseFilter } from '../../story/filter-terms.ts';

type FieldOptions = { readonly [field in (typeof FILTER_FIELDS)[number]]?: string };

export type FilterOptions = FieldOptions & { readonly filter: readonly string[] };

const FIELDS: Readonly<Record<keyof FieldOptions, string>> = {
  language: 'only stories in these languages, such as fr,pt',
  section: 'only of these sections',
  subject: 'only on these subjects and narrower ones, such as medtop:16000000',
  place: 'only datelined from there: a country as LY or Libya, or a place',
  keyword: 'only with one of these keywords',
  event:
    'only these events, such as story.published,story.corrected; a kill comes to whoever has the text all the same',
  urgency: 'only of this urgency (1 to 9) or more urgent',
};

export function filterOptions(): readonly Option[] {
  return [
    ...FILTER_FIELDS.map((field) => new Option(`--${field} <values>`, FIELDS[field])),
    new Option('--filter <term>', 'the same in one word, such as language=fr; repeat to narrow')
      .argParser((term: string, terms: readonly string[]) => [...terms, term])
      .default([], 'none'),
  ];
}

export function filterOf({ filter, ...fields }: FilterOptions): Filter {
  const terms = FILTER_FIELDS.flatMap((field) => (fields[field] === undefined ? [] : [`${field}=${fields[field]}`]));
  return parseFilter([...filter, ...terms]);
}
