/**
 * Heads whose parts are labelled, as dumps of archives and of NITF have them: `HEADLINE: ...`, `Titre : ...`,
 * `BYLINE:`, `DATELINE: ...`, `BODY:`.
 */

export type FieldName = 'headline' | 'byline' | 'dateline' | 'slugline' | 'body' | 'other';

type Row = { readonly name: FieldName; readonly words: string };

const ROWS: readonly Row[] = [
  { name: 'headline', words: 'headline|head|title|titre|t[íi]tulo|titular|العنوان' },
  { name: 'byline', words: 'byline|by-line|author|auteur|autora?' },
  { name: 'dateline', words: 'dateline' },
  { name: 'slugline', words: 'slug|slugline|slug line' },
  { name: 'body', words: 'body|content|full text' },
  {
    name: 'other',
    words:
      'publication|source|section|rubrique|category|cat[eé]gorie|categoria|keywords?|mots[ -]cl[eé]s|language|langue|length|load-date|publication-type|journal-code|document-type|graphic|organization|geographic|type|story id|id|copyright|priority|subject codes?',
  },
];

const FORMS = ROWS.map(({ name, words }) => ({
  name,
  form: new RegExp(`^\\s{0,3}(?:${words})\\s?:\\s{0,8}(?<value>\\S.{0,400})?$`, 'iu'),
}));

export type Field = { readonly name: FieldName; readonly value: string };

export function fieldOf(line: string): Field | undefined {
  for (const { name, form } of FORMS) {
    const match = form.exec(line.trimEnd());
    if (match !== null) return { name, value: match.groups?.['value'] ?? '' };
  }
  return undefined;
}
