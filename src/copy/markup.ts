/**
 * What is left of a page's HTML in copy that was taken from one: `<p>`, `<br />`, `&nbsp;`, `&eacute;`. Tags that end a
 * paragraph or a line there do so here; characters are written as themselves (HTML, §13.5). Words that only look like tags
 * (`<headline>`, `a < b`) stay.
 */
import { parseFragment } from 'parse5';

import type { Finding } from './finding.ts';
import type { Line } from './lines.ts';

type Row = { readonly instead: string; readonly names: string };

const PARAGRAPH = '\n\n';
const LINE = '\n';
/** A row begins a new line, but the line end between two of them is no blank line. */
const ROW = '\v';
const CELL = '   ';

/** What stands for a tag once it is gone. */
const ROWS: readonly Row[] = [
  {
    instead: PARAGRAPH,
    names:
      'address|article|aside|blockquote|body|center|div|figcaption|figure|footer|h[1-6]|head|header|hr|html|main|nav|ol|p|pre|section|table|title|ul',
  },
  { instead: LINE, names: 'br' },
  { instead: ROW, names: 'dd|dl|dt|li|tbody|tfoot|thead|tr' },
  { instead: CELL, names: '/td|/th' },
  {
    instead: '',
    names: 'td|th|a|abbr|acronym|b|big|cite|code|em|font|i|img|mark|q|s|small|span|strike|strong|sub|sup|time|u',
  },
];

const TAGS = ROWS.map(({ instead, names }) => ({
  instead,
  form: new RegExp(`^${instead === CELL ? '' : '/?'}(?:${names})$`, 'iu'),
}));
const ATTRIBUTE = `\\s{1,5}[\\w:-]{1,30}\\s?=\\s?(?:"[^"<>]{0,500}"|'[^'<>]{0,500}'|[^\\s"'<>]{1,200})`;
const TAG = new RegExp(`<(?<name>/?[a-z][a-z1-6]{0,9})(?:${ATTRIBUTE}){0,12}\\s{0,5}/?>|<!--.{0,1000}?-->`, 'giu');

const REFERENCE = /&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8}\d{0,2});/giu;

export type Unmarked = { readonly lines: readonly Line[]; readonly warnings: readonly Finding[] };

export function withoutMarkup(lines: readonly Line[]): Unmarked {
  const found: Found[] = [];
  const unmarked = lines.flatMap((line) => (/[<&]/u.test(line.text) ? unmarkedLines(line, found) : [line]));
  const [first] = found;
  if (first === undefined) return { lines, warnings: [] };
  const shown = [...new Set(found.map(({ text }) => text))];
  const more = shown.length > SHOWN_MAX ? ` and ${shown.length - SHOWN_MAX} more` : '';
  const message = `there is HTML in the text (${shown.slice(0, SHOWN_MAX).join(' ')}${more}): it is read as what it means; the first stands here`;
  return { lines: unmarked, warnings: [{ severity: 'warning', line: first.line, message }] };
}

const SHOWN_MAX = 8;

function unmarkedLines(line: Line, found: Found[]): readonly Line[] {
  const written = withoutTags(line, found);
  // `<tr>` or `<span>` alone on its line is not even a blank one.
  if (written !== line.text && written.trim() === '' && !written.includes(LINE)) return [];
  const texts = written
    .replace(/^\v+|\v+$/gu, '')
    .split(/\v+|\n/u)
    .map((text) => withCharacters(text, line.number, found));
  return texts
    .filter((text, index) => text.trim() !== '' || texts[index - 1]?.trim() !== '')
    .map((text) => ({ ...line, text }));
}

type Found = { readonly text: string; readonly line: number };

/** A line end right after `<br>` says nothing that the tag has not said; `<br>` alone on a line is a blank one. */
function withoutTags({ text, number }: Line, found: Found[]): string {
  const replaced = text.replace(TAG, (tag, name?: string) => {
    const instead = name === undefined ? '' : TAGS.find(({ form }) => form.test(name))?.instead;
    if (instead === undefined) return tag;
    found.push({ text: name === undefined ? '<!---->' : `<${name.toLowerCase().replace('/', '')}>`, line: number });
    return instead;
  });
  const isBlank = replaced.trim() === '';
  return replaced === text || isBlank || replaced.endsWith(PARAGRAPH) ? replaced : replaced.replace(/\n\s{0,20}$/u, '');
}

function withCharacters(text: string, line: number, found: Found[]): string {
  return text.replace(REFERENCE, (reference) => {
    const character = characterOf(reference);
    if (character === undefined) return reference;
    found.push({ text: reference, line });
    return character;
  });
}

/** As browsers read it. What no text may hold stays as it is written. */
function characterOf(reference: string): string | undefined {
  const [node] = parseFragment(reference).childNodes;
  const text = node !== undefined && 'value' in node ? node.value : reference;
  // `&notit;` would be `¬it;`
  return text.endsWith(';') || text === REPLACEMENT || /[\p{Cc}\p{Cs}\p{Cn}]/u.test(text) ? undefined : text;
}

const REPLACEMENT = '\uFFFD';
