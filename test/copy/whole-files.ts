/**
 * Whole files with what a person reads in them, written in one: each line bears what it is.
 *
 *     === a name         H| headline   S| further headline   B| byline   G| slug line   P| paragraph   Q| heading
 *     @ place=Tripoli    T| table      +| goes on with the line above   ~| a paragraph on the same line
 *     (what is known)    N| A| E| none of these              %| a headline that stands on another line
 *
 * `{a=>b}`: the file has a, the story b. `\t` and `\u00a0` are those characters.
 */
export type WholeFile = {
  readonly name: string;
  readonly known: Readonly<Record<string, string>>;
  readonly lines: readonly string[];
  readonly headline: string | undefined;
  readonly subheadlines: readonly string[];
  readonly byline: string | undefined;
  readonly slugline: string | undefined;
  readonly body: readonly string[];
  readonly forms: Readonly<Record<string, string>>;
};

type Building = {
  -readonly [Key in keyof WholeFile]: WholeFile[Key] extends readonly string[] ? string[] : WholeFile[Key];
};

export function wholeFilesIn(text: string): readonly WholeFile[] {
  return text
    .split(/^=== /mu)
    .slice(1)
    .map((part) => fileOf(part));
}

function fileOf(part: string): WholeFile {
  const [name = '', ...tagged] = part.split('\n').filter((line) => line !== '');
  const file: Building = {
    name,
    known: {},
    lines: [],
    headline: undefined,
    subheadlines: [],
    byline: undefined,
    slugline: undefined,
    body: [],
    forms: {},
  };
  let last = '';
  for (const line of tagged) {
    if (line.startsWith('@')) {
      file.known = Object.fromEntries(
        line
          .slice(1)
          .split(';')
          .map((pair) => pair.split('=').map((word) => word.trim())),
      );
      continue;
    }
    const tag = line.slice(0, line.indexOf('|'));
    const written = unescaped(line.slice(line.indexOf('|') + 1));
    const raw = written.replaceAll(CHANGED, '$1');
    const read = written.replaceAll(CHANGED, '$2').replace(/^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu, '');
    if (tag === '~') file.lines.push(`${file.lines.pop() ?? ''}${raw}`);
    else if (tag !== '%') file.lines.push(raw);
    last = tag === '+' ? last : tag;
    take(file, tag === '+' ? `${last}+` : tag, last.startsWith('T') ? raw.trimEnd().replaceAll('\t', '    ') : read);
  }
  return file;
}

const CHANGED = /\{([^{}]*)=>([^{}]*)\}/gu;

function unescaped(text: string): string {
  return text
    .replaceAll(String.raw`\t`, '\t')
    .replaceAll(/\\u([0-9a-f]{4})/giu, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)));
}

function take(file: Building, tag: string, text: string): void {
  const steps: Readonly<Record<string, () => void>> = {
    H: () => (file.headline = text),
    '%': () => (file.headline = text),
    'H+': () => (file.headline = joined(file.headline, text)),
    S: () => file.subheadlines.push(text),
    B: () => (file.byline = text),
    G: () => (file.slugline = text),
    P: () => file.body.push(text),
    '~': () => file.body.push(text),
    'P+': () => file.body.push(joined(file.body.pop(), text)),
    Q: () => (file.forms = { ...file.forms, [file.body.push(text) - 1]: 'subhead' }),
    T: () => (file.forms = { ...file.forms, [file.body.push(text) - 1]: 'preformatted' }),
    'T+': () => file.body.push(`${file.body.pop() ?? ''}\n${text}`),
  };
  steps[tag]?.();
}

/** A word that was broken at its own hyphen is joined there. */
function joined(before: string | undefined, text: string): string {
  return /[\p{L}\p{N}]-$/u.test(before ?? '') ? `${before ?? ''}${text}` : `${before ?? ''} ${text}`;
}
