/**
 * Status marks: how copy says that it is urgent, newer, corrected, to be killed or to be continued. They stand on lines
 * of their own (`1ST LEAD`), before or after a headline (`UPDATE 2-`, `(CORRECTED)`), in slug lines (`1st Ld-Writethru`)
 * and as the last word (`MORE`), in the languages of the agencies met so far.
 */
import type { StatusMark, StatusMarkKind } from '../story/status-mark.ts';

type Row = {
  readonly kind: StatusMarkKind;
  /** Any letter case; the group `n` is the number that the mark bears. */
  readonly words: string;
};

const ORDINAL = '(?:\\d{1,2}|first|second|third|fourth|last)';
const ORDINAL_END = '(?:st|nd|rd|th|er|re|e|[eè]me|ª|º|[ao])?';
const NUMBERED = `${ORDINAL}\\s?${ORDINAL_END}[\\s-]?`;

/** The first row whose words fit decides. */
const ROWS: readonly Row[] = [
  {
    kind: 'kill',
    words:
      "(?:(?:mandatory|bulletin|advisory|story|item|please)[\\s:–-]{1,3})?(?:kill(?:ed)?|withdrawn|withdrawal|withdraw|elimination)(?:\\snotice)?|(?:avis|note) d['’](?:annulation|élimination)|avis de retrait|(?:aviso|nota) de (?:anulação|retirada|anulaci[oó]n)|(?:إشعار|تنبيه) (?:ب?سحب|ب?إلغاء)|[àa] annuler|annul(?:ation|ée?|e)|anulad[oa]|anulação|anulaci[oó]n|retrait|إلغاء|الغاء|يلغى|سحب",
  },
  { kind: 'hold', words: '(?:on )?hold(?: notice)?' },
  {
    kind: 'correction',
    words:
      'correct(?:ed|ions?|s)|correctif|corrig[eé]e?|corrigid[oa]|correc?ção|correcci[oó]n|rectificati(?:f|on)|rectificaci[oó]n|rectificado|retificação|errat(?:um|a)|berichtigung|korrektur|تصحيح|تصويب',
  },
  { kind: 'refile', words: 're-?fil(?:e|es|ed|ing)' },
  {
    kind: 'repeat',
    words:
      'rpt|repeat(?:s|ed|ing)?|re-?send(?:ing)?|r[eé]p[eé]tition|repetição|repetici[oó]n|retransmission|retransmissão|retransmisi[oó]n|إعادة|مكرر',
  },
  {
    kind: 'lead',
    words: `(?:${NUMBERED})?(?:ld|lead)(?:[\\s-]?writethru|[\\s-](?:\\d{1,2}|all))?|writethru`,
  },
  {
    kind: 'update',
    words:
      '(?:updat(?:e|ed|es)|wrap-?up|mise [àa] jour|actualisation|actualis[eé]e?|atualização|atualizad[oa]|actualizaci[oó]n|actualizad[oa]|تحديث)(?:\\s?\\d{1,2})?',
  },
  { kind: 'take', words: `${NUMBERED}take|take\\s(?:\\d{1,2}|two|three|four)|\\d\\s?[eè](?:me)? (?:feuillet|partie)` },
  { kind: 'add', words: `${NUMBERED}add|add\\s\\d{1,2}` },
  {
    kind: 'more',
    words: 'more(?: follows| to (?:come|follow))?|(?:to be )?continued|[àa] suivre|continua|segue|sigue|يتبع',
  },
  { kind: 'advisory', words: "(?:editors?['’]?s?['’]? )?advisory|avis aux r[eé]dactions?|achtung" },
  { kind: 'flash', words: '(?:news ?)?flash' },
  { kind: 'bulletin', words: 'bulletin|boletim|bolet[ií]n' },
  { kind: 'alert', words: '(?:ap ?)?(?:news ?)?alerte?|alerta|breaking(?: news)?' },
  { kind: 'urgent', words: 'urgente?|extra|eilmeldung|eil|عاجل(?: جدا)?' },
];

const ANY = ROWS.map(({ words }) => `(?:${words})`).join('|');
/** Several in a row are met: `REFILE` `1ST LEAD`, `CORRECTED-UPDATE 1`, `KILL KILL KILL`. */
const SEVERAL = `(?:${ANY})(?:[\\s,;:/–—-]{1,3}(?:${ANY})){0,4}(?![\\p{L}\\p{N}])`;
/** Before and after a mark on a line of its own. */
const AROUND = '[\\s*=_#!.:()\\[\\]{}/«»"–—-]{0,10}';

const WHOLE = new RegExp(`^${AROUND}(?<marks>${SEVERAL})${AROUND}$`, 'iu');
const EACH = new RegExp(`(?<![\\p{L}\\p{N}])(?:${ANY})(?![\\p{L}\\p{N}])`, 'giu');
const KINDS = ROWS.map(({ kind, words }) => ({ kind, form: new RegExp(`^(?:${words})$`, 'iu') }));

const LENGTH_MAX = 80;

export type FoundMark = Pick<StatusMark, 'kind' | 'text' | 'number'>;

/** The marks that a line is made of, where it is made of nothing else. */
export function marksOfLine(line: string): readonly FoundMark[] {
  const text = line.trim();
  if (text.length > LENGTH_MAX) return [];
  const marks = WHOLE.exec(text)?.groups?.['marks'];
  return marks === undefined ? [] : once(eachMark(marks));
}

function eachMark(text: string): readonly FoundMark[] {
  return [...text.matchAll(EACH)].flatMap(([word]) => {
    const kind = KINDS.find(({ form }) => form.test(word))?.kind;
    const number = numberIn(word);
    return kind === undefined ? [] : [{ kind, text: word, ...(number !== undefined && { number }) }];
  });
}

const NUMBER_WORDS: Readonly<Record<string, number>> = { first: 1, second: 2, third: 3, fourth: 4, two: 2, three: 3 };

function numberIn(word: string): number | undefined {
  const digits = /\d{1,2}/u.exec(word)?.[0];
  if (digits !== undefined) return Number(digits);
  return word
    .toLowerCase()
    .split(/[\s-]/u)
    .map((part) => NUMBER_WORDS[part])
    .find((number) => number !== undefined);
}

/** `KILL KILL KILL` is one. */
function once(marks: readonly FoundMark[]): readonly FoundMark[] {
  return marks.filter(
    ({ kind, text }, index) =>
      marks.findIndex((other) => other.kind === kind && other.text.toLowerCase() === text.toLowerCase()) === index,
  );
}

/** Written as one word with what follows by the agencies: `UPDATE 2-Libya`. `HOLD-UP` and `FLASH-FLOOD` are words. */
const GLUED: ReadonlySet<string> = new Set(['update', 'correction', 'refile', 'repeat', 'urgent', 'lead']);

const BRACKETED_FIRST = new RegExp(
  `^\\s{0,3}[([]\\s?(?<marks>${SEVERAL})\\s?[)\\]]\\s{0,3}(?:(?:--|[–—:-])\\s{0,3})?`,
  'iu',
);
const FIRST = new RegExp(`^\\s{0,3}(?<marks>${SEVERAL})(?<end>\\s{0,2}(?:--|[–—:/-])\\s{0,3})`, 'iu');
const REPEATED_FIRST = new RegExp(
  `^\\s{0,3}(?<marks>(?<word>${ANY})(?:[\\s,-]{1,3}\\k<word>){1,4})(?<end>\\s{1,3})`,
  'iu',
);
/** `1ST LEAD Libya closes border`: the number tells that the word is a mark. */
const NUMBERED_FIRST = new RegExp(
  `^\\s{0,3}(?<marks>${NUMBERED}lead|update\\s\\d{1,2})(?<end>\\s{1,3})(?=\\p{L})`,
  'iu',
);
const BRACKETED_LAST = new RegExp(`\\s{0,3}[([]\\s?(?<marks>${SEVERAL})\\s?[)\\]]\\s{0,3}$`, 'iu');
const LAST = new RegExp(`\\s{1,3}(?:--|[–—-])\\s{1,3}(?<marks>${SEVERAL})\\s{0,3}$`, 'iu');
/** A mark stands in the last part of a headline or nowhere: looking from each of its blanks would take long. */
const LAST_CHARACTERS = 60;

export type MarkedHeadline = {
  /** The headline without its marks. */
  readonly headline: string;
  readonly marks: readonly FoundMark[];
};

/** Takes the marks off a headline. */
export function marksOfHeadline(line: string): MarkedHeadline {
  const first = markAtStart(line);
  const rest = first === undefined ? line : line.slice(first.length);
  const last = markAtEnd(rest);
  const headline = (last === undefined ? rest : rest.slice(0, rest.length - last.length)).trim();
  if (headline === '' || (first === undefined && last === undefined)) return { headline: line.trim(), marks: [] };
  return {
    headline,
    marks: [...(first?.marks ?? []), ...(last?.marks ?? [])],
  };
}

type Taken = { readonly length: number; readonly marks: readonly FoundMark[] };

/** Reuters puts stars before what cannot wait. */
const STARS = /^\s{0,3}\*{3,8}\s{0,3}(?=[^\s*])/u;

function markAtStart(line: string): Taken | undefined {
  const head = line.slice(0, LENGTH_MAX);
  const stars = STARS.exec(head);
  if (stars !== null) return { length: stars[0].length, marks: [{ kind: 'alert', text: stars[0].trim() }] };
  const bracketed = BRACKETED_FIRST.exec(head);
  if (bracketed !== null) return taken(bracketed);
  const repeated = REPEATED_FIRST.exec(head);
  if (repeated !== null && isShouted(repeated)) return taken(repeated);
  const numbered = NUMBERED_FIRST.exec(head);
  if (numbered !== null && isShouted(numbered)) return taken(numbered);
  const plain = FIRST.exec(head);
  if (plain === null || plain[0].length === line.length) return undefined;
  const marks = eachMark(plain.groups?.['marks'] ?? '');
  const end = plain.groups?.['end'] ?? '';
  const isGlued = !/[\s:]/u.test(end.slice(-1)) && !end.includes(':');
  if (isGlued && !marks.every(({ kind }) => GLUED.has(kind))) return undefined;
  // In small letters only these, and before a colon: `Correction: Egypt story`, but not `Hold: no deal this week`.
  const isQuiet = !isShouted(plain);
  if (isQuiet && !(end.includes(':') && marks.every(({ kind }) => SAID_QUIETLY.has(kind)))) return undefined;
  return withText(plain, marks);
}

const SAID_QUIETLY: ReadonlySet<string> = new Set(['correction', 'update', 'urgent', 'alert']);

function markAtEnd(line: string): Taken | undefined {
  const tail = line.slice(-LAST_CHARACTERS);
  const bracketed = BRACKETED_LAST.exec(tail);
  if (bracketed !== null) return taken(bracketed);
  const plain = LAST.exec(tail);
  return plain !== null && isShouted(plain) ? taken(plain) : undefined;
}

function taken(match: RegExpExecArray): Taken {
  return withText(match, once(eachMark(match.groups?.['marks'] ?? '')));
}

/** A single mark is shown as it stands, with brackets or dash. */
function withText(match: RegExpExecArray, marks: readonly FoundMark[]): Taken {
  const [mark] = marks;
  const shown = marks.length === 1 && mark !== undefined ? [{ ...mark, text: match[0].trim() }] : marks;
  return { length: match[0].length, marks: shown };
}

/** No small letter in it, or of a script that has none. */
function isShouted(match: RegExpExecArray): boolean {
  return !/\p{Ll}/u.test((match.groups?.['marks'] ?? '').replace(/\d\s?(?:st|nd|rd|th|e|ème)/gu, ''));
}

/** A notice to editors that asks for a kill in a sentence. */
const KILL_REQUEST =
  /^\W{0,3}(?:(?:editors|attention editors)\W{1,3})?(?:please (?:kill|withdraw)|(?:kill|withdraw) (?:the )?story|(?:pri[eè]re d['’]|veuillez )annuler|favor (?:anular|eliminar)|por favor,? anul|يرجى إلغاء)/iu;

export function asksForKill(paragraph: string): boolean {
  return KILL_REQUEST.test(paragraph.slice(0, 200));
}
