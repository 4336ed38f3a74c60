/** Ends of copy on the line of the last sentence. */
import type { KnownAgencies } from './agencies.ts';
import { isCredit } from './credit-line.ts';
import { isBlank, type Line } from './lines.ts';
import { readSignOffLine, type SignOffLine } from './sign-off.ts';

export type Inline = { readonly reading: SignOffLine; readonly lines: readonly Line[]; readonly line: Line };

/** After the last sentence on the same line: `... he said. -0- PANA BY/IS 10June2021`, `... he added. Enditem`, `... GNA`. */
const AFTER_SENTENCE =
  /(?<=[.!?…؟]["'”’»)]{0,2})\s{0,4}(?<ending>[-‐-―−]{1,2}\s?(?:[0Oo]|30)\s?[-‐-―−].{0,100}|\(\s?\p{Script=Arabic}{2,10}\s?[-–]\s?[\p{Script=Arabic} ]{2,30}\)\s?[\p{L}/ ]{0,20}|={1,2}\p{L}{2,12}={1,2}\.?|Enditem|End [Ii]tem|REUTERS?|\((?:ENDS?|[Ee]nds?|FIN|FIM|END|النهاية|انتهى)\)(?:\s\p{Ll}{2,4}(?:\.\p{Ll}{2,4}){1,3})?|###|[■◼]|\p{Lu}{2,4}(?:\/\p{Lu}{2,4}){1,4}|(?<signed>\p{Lu}{2,10})(?:(?:\/[\p{L}.]{1,15}){1,4}|(?:\s\p{Lu}{2,4}){1,3})|(?:[-‐-―−]{1,2}\s?)?\(?(?<agency>\p{L}[\p{L}-]{1,11}?)(?:\.(?:gov|com|org|net|co)(?:\.\p{Ll}{2})?)?\)?\.?(?:-{1,2})?(?:\s?\(www[^)]{0,40}\))?)$/u;
const LOOKED_AT = 140;

export function inlineEnding(lines: readonly Line[], known: KnownAgencies): Inline | undefined {
  const index = lines.findLastIndex((line) => !isBlank(line));
  const line = lines[index];
  if (line === undefined) return undefined;
  const text = line.text.trimEnd();
  const from = Math.max(0, text.length - LOOKED_AT);
  const match = AFTER_SENTENCE.exec(text.slice(from));
  const credited = withCredit(lines, index);
  if (credited !== undefined) return credited;
  const { ending, agency, signed } = match?.groups ?? {};
  const mark = agency ?? signed;
  if (
    match === null ||
    ending === undefined ||
    (mark !== undefined && !isSigned(mark, known) && !isInBrackets(ending, known))
  )
    return undefined;
  const before = text.slice(0, from + match.index);
  const written = ending.replace(/\s?\(www[^)]{0,40}\)$|(?<=\p{L})\.(?:gov|com|org|net|co)(?:\.\p{Ll}{2})?$/u, '');
  const reading = readSignOffLine(written, known);
  if (reading === undefined || before.trim() === '') return undefined;
  const shown = { ...reading, signOff: { ...reading.signOff, text: ending } };
  return { reading: shown, line, lines: [...lines.slice(0, index), { ...line, text: before }] };
}

const CREDIT_LENGTH_MAX = 300;

/** `... he said. (Reporting by Jane Doe; Editing by Ann Other)` */
function creditAtEnd(text: string): string | undefined {
  const [, credit] = /[.!?…؟]["'”’»)]{0,2}\s{1,3}(\([^()]{10,280}\)\.?)$/u.exec(text.slice(-CREDIT_LENGTH_MAX)) ?? [];
  return credit !== undefined && isCredit(credit) ? credit : undefined;
}

/** The line on which the credit begins may be some lines above, where lines are broken by width. */
const CREDIT_LINES_MAX = 5;

function withCredit(lines: readonly Line[], index: number): Inline | undefined {
  let below = '';
  for (let at = index; at >= 0 && at > index - CREDIT_LINES_MAX; at -= 1) {
    const line = lines[at];
    if (line === undefined || isBlank(line)) return undefined;
    const text = line.text.trimEnd();
    const credit = creditAtEnd(`${text}${below}`);
    const length = (credit?.length ?? 0) - below.length;
    if (credit !== undefined && length > 0) {
      const reading = { signOff: { text: credit, initials: [] }, isBare: false, isOfWords: false };
      const before = { ...line, text: text.slice(0, -length).trimEnd() };
      return { reading, line, lines: [...lines.slice(0, at), before] };
    }
    below = ` ${text.trimStart()}${below}`;
  }
  return undefined;
}

/** `... in the south. (MORE)`: the rest follows. */
export function moreAtEnd(text: string): string | undefined {
  return /(?<=[.!?…؟]["'”’»)]{0,2})\s{1,3}(?<mark>\(more\)|MORE|\(MORE\)|\(suite\)|\(à suivre\)|\(segue\)|\(يتبع\))\s{0,3}$/u.exec(
    text.slice(-LOOKED_AT),
  )?.groups?.['mark'];
}

/** Whether the text ends so. */
export function endsWithMark(text: string): boolean {
  return AFTER_SENTENCE.test(text.slice(-LOOKED_AT));
}

/** `(ANSAmed).`, `(Nampa)` */
function isInBrackets(ending: string, known: KnownAgencies): boolean {
  const [, mark = ''] = /^\((\p{Lu}[\p{L}-]{2,11})\)\.?$/u.exec(ending) ?? [];
  return known.isName(mark);
}

/** In capitals, or a name that no word is: the last word of a text may be anything. */
function isSigned(agency: string, known: KnownAgencies): boolean {
  return (
    known.isMark(agency) &&
    (agency === agency.toUpperCase() || /^(?:Lana|Xinhua|Lusa|Reuters?|dpa|Inforpress|SAnews)$/u.test(agency))
  );
}
