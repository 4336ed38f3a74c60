/** A headline that stands there twice, as lists of stories and the pages below them have it, is one. */
import { type Block, withoutLines } from './blocks.ts';
import { HEADLINE_LINES_MAX, type Taken } from './head-parts.ts';
import { unwrap } from './paragraphs.ts';
import { readSlugLine } from './slug-line.ts';

export function takeRepeatedHeadline(blocks: readonly Block[], { headline }: Taken): readonly Block[] | undefined {
  const [block, ...others] = blocks;
  if (block === undefined || headline === undefined) return undefined;
  for (let count = 1; count <= Math.min(HEADLINE_LINES_MAX, block.lines.length); count += 1) {
    const written = unwrap(block.lines.slice(0, count).map(({ text }) => text));
    const isAll = count === block.lines.length && others.length === 0;
    // The slug stands in front of it there as well.
    const isSame = [written, readSlugLine(written)?.rest ?? ''].some((text) => isSameHeadline(text, headline.text));
    if (isSame && !isAll) return withoutLines(blocks, count);
  }
  return undefined;
}

/** A text may begin with a word or two of its headline. */
const LENGTH_MIN = 20;

/** But for blanks and capitals. */
export function isSameHeadline(text: string, headline: string): boolean {
  return headline.length >= LENGTH_MIN && folded(text) === folded(headline);
}

function folded(text: string): string {
  return text
    .replace(/\s{1,20}/gu, ' ')
    .trim()
    .toLowerCase();
}
