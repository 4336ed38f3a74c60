/**
 * What is left of a page's HTML in copy that was taken from one: `<p>`, `<br />`, `&nbsp;`, `&eacute;`. Tags that end a
 * paragraph or a line there do so here; characters are written as themselves (HTML, §13.5). Words that only look like tags
 * (`<headline>`, `a < b`) stay.
 */
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

/** From U+00A0 to U+00FF, in this order (HTML 4.01 §24.2.1). */
const LATIN_1 =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml'.split(
    ' ',
  );
const CHARACTERS: ReadonlyMap<string, string> = new Map([
  ...LATIN_1.map((name, index): [string, string] => [name, String.fromCodePoint(0xa0 + index)]),
  ...Object.entries({
    amp: '&',
    apos: "'",
    bdquo: '„',
    bull: '•',
    euro: '€',
    gt: '>',
    hellip: '…',
    ldquo: '“',
    lsaquo: '‹',
    lsquo: '‘',
    lt: '<',
    mdash: '—',
    ndash: '–',
    oelig: 'œ',
    OElig: 'Œ',
    quot: '"',
    rdquo: '”',
    rsaquo: '›',
    rsquo: '’',
    sbquo: '‚',
    trade: '™',
  }),
]);
const REFERENCE = /&(?:#(?<decimal>\d{1,7})|#x(?<hex>[0-9a-f]{1,6})|(?<name>[a-z]{2,8}\d{0,2}));/giu;

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
  return text.replace(REFERENCE, (reference, decimal?: string, hex?: string, name?: string) => {
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    const character = name === undefined ? characterOf(code) : CHARACTERS.get(name);
    if (character === undefined) return reference;
    found.push({ text: reference, line });
    return character;
  });
}

/** 128 to 159 are those of Windows-1252 (HTML, §13.2.5.80). What no text may hold stays as it is written. */
function characterOf(code: number): string | undefined {
  if (code >= 0x80 && code <= 0x9f) return visible(new TextDecoder('windows-1252').decode(Uint8Array.of(code)));
  return code < 0x20 || code > 0x10_ff_ff ? undefined : visible(String.fromCodePoint(code));
}

function visible(character: string): string | undefined {
  return /[\p{Cc}\p{Cs}\p{Cn}]/u.test(character) ? undefined : character;
}
