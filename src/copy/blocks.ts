/** From lines to blocks: lines without a blank one between them. */
import { cannotEnd } from './connecting.ts';
import { isBlank, type Line } from './lines.ts';

export type Block = { readonly lines: readonly [Line, ...Line[]] };

export function blocksOf(lines: readonly Line[]): readonly Block[] {
  const blocks: Block[] = [];
  let current: Line[] = [];
  for (const line of [...lines, undefined]) {
    if (line !== undefined && !isBlank(line)) {
      current.push(line);
      continue;
    }
    const [first, ...others] = current;
    if (first !== undefined) blocks.push({ lines: [first, ...others] });
    current = [];
  }
  return blocks;
}

/** The blocks without their first lines. */
export function withoutLines([first, ...others]: readonly Block[], count: number): readonly Block[] {
  if (first === undefined) return others;
  const [next, ...more] = first.lines.slice(count);
  return next === undefined ? others : [{ lines: [next, ...more] }, ...others];
}

/** The blocks with another text on their first line. */
export function withFirstText([block, ...others]: readonly Block[], text: string): readonly Block[] {
  if (block === undefined) return others;
  const [line, ...below] = block.lines;
  return [{ lines: [{ ...line, text }, ...below] }, ...others];
}

/** Fewer blocks prove nothing. */
const DOUBLE_SPACED_MIN = 5;
const ONE_LINE_SHARE_MIN = 0.9;
const MID_SENTENCE_SHARE_MIN = 0.4;

/** Where wider gaps set paragraphs apart. */
const SPACED_SHARE_MIN = 0.15;

/** Lines with one blank line below go on in mid-sentence, those with more end one: of each there is some. */
function areSpacedBySense(lines: readonly Line[]): boolean {
  const gaps = lines.flatMap((line, index) => {
    const below = isBlank(line) ? -1 : lines.slice(index + 1, index + 1 + GAP_MAX).findIndex((next) => !isBlank(next));
    return below > 0 ? [{ isWide: below > 1, ends: endsSentence(line.text) }] : [];
  });
  const narrow = gaps.filter(({ isWide }) => !isWide);
  const ends = gaps.filter(({ isWide, ends: own }) => isWide && own).length;
  return ends > 0 && narrow.filter((gap) => gap.ends).length <= narrow.length * NARROW_ENDS_SHARE_MAX;
}

const GAP_MAX = 8;
const NARROW_ENDS_SHARE_MAX = 0.25;

/**
 * Copy for the printer is double-spaced, and a faulty file transfer makes it so: a blank line after each line, in the
 * middle of sentences. Then those blank lines go, and two or more between paragraphs stay.
 */
export function singleSpaced(lines: readonly Line[]): readonly Line[] {
  const blocks = blocksOf(lines);
  const oneLine = blocks.filter(({ lines: { length } }) => length === 1).length;
  if (blocks.length < DOUBLE_SPACED_MIN || oneLine < blocks.length * ONE_LINE_SHARE_MIN) return lines;
  const goesOn = blocks.filter(
    ({ lines: own }, index) =>
      !endsSentence(own[0].text) &&
      (cannotEnd(own[0].text) || /^\s{0,3}\p{Ll}/u.test(blocks[index + 1]?.lines[0].text ?? '')),
  ).length;
  const share = areSpacedBySense(lines) ? SPACED_SHARE_MIN : MID_SENTENCE_SHARE_MIN;
  if (goesOn < blocks.length * share) return lines;
  return lines.filter((line, index) => {
    const isSingle = isBlank(line) && !isBlank(lines[index - 1]) && !isBlank(lines[index + 1]);
    return !isSingle;
  });
}

/** With the quotation marks or brackets that may follow the full stop, in French with a blank before them. */
export function endsSentence(text: string): boolean {
  return /[.!?…؟。](?:\s?[\p{Pe}\p{Pf}"']){0,3}$/u.test(text.trimEnd().slice(-7));
}
