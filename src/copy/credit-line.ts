/** Who reported, wrote and edited, as some agencies sign: `(Reporting by Jane Doe; Editing by Ann Other)`. */
import { endsSentence } from './blocks.ts';
import type { Line } from './lines.ts';

const LENGTH_MAX = 400;
const OPEN_LENGTH_MAX = 160;
const LINES_MAX = 5;

const WORK =
  '(?:(?:additional )?(?:report(?:ing|ed)|writing|written|edit(?:ing|ed)|compil(?:ing|ed)|translat(?:ion|ed))(?: and \\p{L}+)?(?: \\p{L}+)? (?:by|from)\\s?:?|(?:reportage|r[eé]daction|[eé]dit[eé]|traduit|édition)(?: de| par)|(?:reportagem|edição|editado|tradução|escrito)(?: adicional)?(?: de| por)|(?:شارك في )?(?:تغطية(?: صحفية)?|إعداد|اعداد|كتابة|ترجمة|تحرير)|(?:reporte|reportaje|escrito|editado|información)(?: adicional)?(?: de| por))';
const BEGINS = new RegExp(`^${WORK}\\s\\S`, 'iu');
const CONTAINS = new RegExp(`[;,.–-]\\s${WORK}\\s\\S`, 'iu');
const BEGINS_IN_BRACKETS = new RegExp(`^[([]\\s?(?:${WORK}|with reporting by|avec)\\s\\S`, 'iu');

/** Whether the text is one and nothing else. */
export function isCredit(text: string): boolean {
  if (text.length > LENGTH_MAX) return false;
  const inBrackets = /^[([](?<words>.{5,398})[)\]]\.?$/u.exec(text)?.groups?.['words'];
  if (inBrackets !== undefined) return BEGINS_IN_BRACKETS.test(text) || CONTAINS.test(inBrackets);
  // Without brackets it could be a sentence, unless it stops short of one or names two kinds of work.
  return (
    text.length <= OPEN_LENGTH_MAX &&
    !/[)\]]$/u.test(text) &&
    /^\p{Lu}/u.test(text) &&
    BEGINS.test(text) &&
    (!endsSentence(text) || CONTAINS.test(text))
  );
}

/** The credit that ends on that line, which may have begun on one above. */
export function creditEndingAt(lines: readonly Line[], index: number): readonly Line[] | undefined {
  const last = lines[index];
  if (last === undefined) return undefined;
  if (isCredit(last.text.trim())) return [last];
  if (!/[)\]]\.?$/u.test(last.text.trimEnd()) || /[([]/u.test(last.text)) return undefined;
  for (let from = index - 1; from > index - LINES_MAX && from > 0; from -= 1) {
    const own = lines.slice(from, index + 1);
    if (own[0]?.text.trim() === '') return undefined;
    if (isCredit(own.map(({ text }) => text.trim()).join(' '))) return own;
  }
  return undefined;
}
