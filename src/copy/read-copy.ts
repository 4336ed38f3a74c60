/**
 * Wire copy to a `Story`: the bytes of one file in, a story or the problems out. No clock, no disk.
 *
 *     story     = [front matter] [header] head text [ending]
 *     head      = { agency line | slug line | status line | date | editor's note | headline | byline }
 *     text      = [dateline] paragraph { paragraph | sub-head | table }
 *     ending    = { sign-off | end mark | trailer | MORE | editor's note }
 *
 * What the desk wrote is kept as filed, unbalanced quotation marks and all. A fault in the front matter, or a story
 * without headline or text, is an error: nothing is published by guess.
 */
import type { Desk } from '../story/desk.ts';
import type { FrontOrders } from '../story/order.ts';
import type { Instant } from '../story/instant.ts';
import type { Problem } from '../story/problem.ts';
import type { StatusMark } from '../story/status-mark.ts';
import type { Story, Subject } from '../story/story.ts';
import { decodeCopy } from './bytes.ts';
import { cleanLines } from './clean.ts';
import { UNCERTAIN_EMBARGO } from './embargo.ts';
import { byPlace, type Finding } from './finding.ts';
import { readFrontMatter, splitFrontMatter } from './front-matter.ts';
import type { Standing } from './items/item.ts';
import { withoutMargin, withoutQuoting } from './line-starts.ts';
import { type Line, linesOf, numberedLines } from './lines.ts';
import { withoutMarkup } from './markup.ts';
import type { ListedPicture } from './pictures/listed-pictures.ts';
import { readText } from './read-text.ts';
import { scriptOf } from './shortcomings.ts';
import { storyOf } from './story-of.ts';
import { isControl, isFramed } from './transmission.ts';
import type { WireHeader } from './wire-header.ts';

export { COPY_BYTES_MAX } from './bytes.ts';

/** What a story has that does not say otherwise; the desk's settings. */
export type CopyDefaults = {
  readonly language: string;
  readonly urgency: number;
  readonly genre?: string;
  readonly section?: string;
  readonly subjects?: readonly Subject[];
  readonly keywords?: readonly string[];
  readonly creditLine?: string;
  /** The desk's own name and mark, by which its datelines and agency lines are known. */
  readonly agency?: Pick<Desk['agency'], 'name' | 'mark'>;
};

export type ReadCopy =
  | {
      readonly ok: true;
      readonly story: Story;
      /** From the front matter: a slug, or a whole `urn:newsml:`. */
      readonly id?: string;
      /** Of an item that another system made: which one, and what it says of itself. Copy has none. */
      readonly item?: Standing;
      /** In the order in which they stand in the file; the headline of the story is without them. */
      readonly marks: readonly StatusMark[];
      /** Of the transmission that the file holds. */
      readonly header?: WireHeader;
      /** From the front matter: the story that this one translates, by slug, guid or file. */
      readonly translationOf?: string;
      /** What the front matter orders to be done with the story. */
      readonly orders?: FrontOrders;
      /** What the front matter says of its pictures, which lie in files of their own; empty: it is to have none. */
      readonly pictures?: readonly ListedPicture[];
      readonly warnings: readonly Problem[];
    }
  | {
      readonly ok: false;
      readonly problems: readonly Problem[];
      /** It has one all the same, which what belongs to it is not to leave before. */
      readonly embargo?: Instant;
    };

function firstColumn(text: string | undefined): number {
  return Math.max(0, text?.search(/\S/u) ?? 0) + 1;
}

/** Marks of direction and blanks without width around a line, as Arabic copy from the web has them. */
function withoutOuterFormatting(line: Line): Line {
  const { text } = line;
  if (!/\p{Cf}/u.test(text)) return line;
  return { ...line, text: text.replace(/^(\s{0,20})[\p{Cf}]{1,20}/u, '$1').replace(/\p{Cf}{1,20}(?=\s{0,20}$)/u, '') };
}

/** Ten times the longest story: a file of nothing but line ends must not hold up the others. */
const LINES_MAX = 50_000;

function tooManyLines(count: number): Finding {
  return {
    severity: 'error',
    message: `the file has ${count} lines; copy may have ${LINES_MAX} at most. Is it a story?`,
  };
}

/** Neither white space nor a control character. */
const HAS_TEXT = /[^\s\p{Cc}]/u;

/** `file` is for the problems alone: the name by which the user knows it. */
export function readCopy(bytes: Uint8Array, file: string, defaults: CopyDefaults): ReadCopy {
  const decoded = decodeCopy(bytes, defaults.language);
  const texts = decoded.ok ? linesOf(decoded.text) : [];
  if (!decoded.ok) return failed([decoded.error]);
  if (texts.length > LINES_MAX) return failed([tooManyLines(texts.length)]);
  const split = splitFrontMatter(texts);
  if (!split.ok) return failed([...decoded.warnings, split.error]);
  const raw = withoutQuoting(numberedLines(split.text, split.line)).map(withoutOuterFormatting);
  const framed = isFramed(raw);
  const cleaned = cleanLines(raw, (character) => framed && isControl(character));
  const unmarked = withoutMarkup(cleaned.lines);
  const warnings: Finding[] = [...decoded.warnings, ...split.warnings, ...cleaned.warnings, ...unmarked.warnings];
  if (split.yaml === undefined && !unmarked.lines.some(({ text }) => HAS_TEXT.test(text))) {
    const message = 'the file holds nothing but white space: write a headline, a blank line and the text';
    return failed([...warnings, { severity: 'error', message }]);
  }
  const front = readFrontMatter(split.yaml, file);
  const fields = front.ok ? front.fields : {};
  const reading = readText(withoutMargin(unmarked.lines.map(withoutOuterFormatting)), fields, defaults);
  // All at once, so that nobody mends a file in three rounds.
  const findings = [...warnings, ...(front.ok ? front.warnings : front.findings), ...reading.findings].sort(byPlace);
  if (!front.ok || reading.parts === undefined) {
    const isInFront = !front.ok && /^\s*embargo\s*:/im.test(split.yaml?.text ?? '');
    return failed(findings, isInFront ? UNCERTAIN_EMBARGO : (fields.embargo ?? reading.embargo));
  }
  const story = storyOf(reading.parts, fields, defaults);
  findings.push(...scriptOf(story));
  const { id, orders, translationOf, pictures } = fields;
  return {
    ok: true,
    story,
    ...(id !== undefined && { id }),
    marks: reading.marks,
    ...(reading.header !== undefined && { header: reading.header }),
    ...(translationOf !== undefined && { translationOf }),
    ...(orders !== undefined && { orders }),
    ...(pictures !== undefined && { pictures }),
    warnings: placed(findings),
  };

  function failed(found: readonly Finding[], embargo?: Instant): ReadCopy {
    return { ok: false, problems: placed(found), ...(embargo !== undefined && { embargo }) };
  }

  /** Where a finding says its line alone, it is the first character of it that counts. */
  function placed(found: readonly Finding[]): readonly Problem[] {
    return found.map((finding) => ({
      file,
      ...finding,
      ...(finding.line !== undefined &&
        finding.column === undefined && { column: firstColumn(texts[finding.line - 1]) }),
    }));
  }
}
