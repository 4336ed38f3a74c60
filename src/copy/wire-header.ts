/** The lines that head a transmission: what each standard says in them of priority, category, slug and length. */
import type { PartialDate } from '../story/instant.ts';
import { isCalendarDate } from './dates.ts';
import { isBlank, type Line } from './lines.ts';
import { present } from './present.ts';

export type WireHeader = {
  readonly kind: 'iptc-7901' | 'anpa-1312';
  /** `eca` of `eca0003`, `f` of `f0704`: which of the agency's services. */
  readonly service?: string;
  /** The agency's number of the item. */
  readonly number?: string;
  /** As sent: a digit from 1 (IPTC), a letter (ANPA). */
  readonly priority: string;
  /** As sent: `i`, `rs`, `f`. */
  readonly category: string;
  /** `BC-BAHIA-COCOA-REVIEW` */
  readonly slug?: string;
  readonly wordCount?: number;
  readonly date?: PartialDate;
  /** What else stands in it: `ccccb dpa 061`. */
  readonly text?: string;
};

export type FoundHeader = {
  readonly header: WireHeader;
  /** The numbers of its lines. */
  readonly lines: readonly number[];
};

/** `eca0003 3 i 380  dpa 0045` */
const IPTC =
  /^\s{0,5}(?<service>[a-z]{2,5})(?<number>\d{2,5})\s{1,3}(?<priority>\d)\s{1,3}(?<category>[a-z]{1,4})\s{1,3}(?<words>\d{1,5})(?:\s{1,5}(?<text>\S.{0,60}))?$/iu;
/** `r d BC-US--GiantLobsterDeath 1stLd-Writethru   08-29 0590` */
const ANPA =
  /^\s{0,5}(?<priority>[a-z])\s{1,3}(?<category>[a-z])\s{1,3}(?<slug>(?:bc|am|pm|ap|eu|as|ml|af|lt|us)-\S.{0,60}?)\s{1,8}(?<month>\d\d)-(?<day>\d\d)(?:\s{1,3}(?<words>\d{1,5}))?\s{0,3}$/iu;
/** The line above: `G7787glbsm`, `f0704reute`. */
const ANPA_NUMBER = /^\s{0,5}(?<service>[a-z])(?<number>\d{3,4})\s?[a-z-]{0,8}\s{0,3}$/iu;

const LINES_LOOKED_AT = 5;
/** Distribution codes above the header: `C T`, `RM`. */
const CODES_LENGTH_MAX = 12;

/** Among the first lines that hold text. */
export function headerIn(lines: readonly Line[]): FoundHeader | undefined {
  const top = lines.filter((line) => !isBlank(line)).slice(0, LINES_LOOKED_AT);
  for (const [index, line] of top.entries()) {
    const above = top.slice(0, index);
    const header = iptcHeader(line.text) ?? anpaHeader(line.text, above.at(-1)?.text ?? '');
    if (header !== undefined && above.every(isPartOfHeader)) {
      return { header, lines: [...above, line].map(({ number }) => number) };
    }
  }
  return undefined;
}

function isPartOfHeader({ text }: Line): boolean {
  return text.trim().length <= CODES_LENGTH_MAX || ANPA_NUMBER.test(text) || /^\s{0,3}ZCZC\b/u.test(text);
}

function iptcHeader(text: string): WireHeader | undefined {
  const groups = IPTC.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const { service, number, priority = '', category = '', words } = groups;
  return {
    kind: 'iptc-7901',
    priority,
    category,
    ...present({ service, number, wordCount: Number(words), text: groups['text']?.trim() }),
  };
}

function anpaHeader(text: string, above: string): WireHeader | undefined {
  const groups = ANPA.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const { priority = '', category = '', slug, month, day, words } = groups;
  const { service, number } = ANPA_NUMBER.exec(above)?.groups ?? {};
  const date = isCalendarDate(`2000-${month}-${day}`) ? `--${month}-${day}` : undefined;
  const wordCount = words === undefined ? undefined : Number(words);
  return { kind: 'anpa-1312', priority, category, ...present({ service, number, slug, wordCount, date }) };
}

/**
 * ANPA's letters: flash, bulletin, urgent, regular, deferred; others say when to use the story. They are used loosely (a
 * feature of the AP bears `f`), so none makes a story a flash; the word FLASH does.
 */
const URGENCY_OF_LETTER: Readonly<Record<string, number>> = { f: 3, b: 3, u: 3, r: 5, d: 6 };

/** The urgency (1 to 9) that a header's priority means, where it means one. */
export function urgencyOf({ kind, priority }: WireHeader): number | undefined {
  if (kind === 'anpa-1312') return URGENCY_OF_LETTER[priority.toLowerCase()];
  const digit = Number(priority);
  return digit >= 1 ? digit : undefined;
}
