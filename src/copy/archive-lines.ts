/**
 * What archives put below a headline: `318 words`, `10 June 2003`, `PANA Daily Newswire`, `PAFNA`, `English`, `Copyright ...`,
 * each on a line of its own up to a blank one. Factiva's begin with the number of words.
 */
import type { Block } from './blocks.ts';
import { withoutLines } from './blocks.ts';
import { readDateLine } from './date-line.ts';
import { takeDate, type Taken } from './head-parts.ts';

const WORDS = /^(?:length\s?:\s)?\d{1,3}(?:[.,]?\d{3})? (?:words|mots|palavras|palabras)$/iu;
const LINES_MAX = 12;
const LENGTH_MAX = 160;

export function takeArchiveLines(blocks: readonly Block[], taken: Taken): readonly Block[] | undefined {
  const [block, ...others] = blocks;
  if (block === undefined || taken.headline === undefined || !WORDS.test(block.lines[0].text.trim())) return undefined;
  const areShort = block.lines.every(({ text }) => text.trim().length <= LENGTH_MAX);
  const areAll = others.length > 0 && block.lines.length <= LINES_MAX && areShort;
  const lines = areAll ? block.lines : block.lines.slice(0, 1);
  for (const { text } of lines) {
    const filed = readDateLine(text)?.filed;
    if (filed === undefined) taken.notes.push(text.trim());
    else takeDate(taken, text, filed);
  }
  const rest = withoutLines(blocks, lines.length);
  // Nexis has `Body` between `Length: 318 words` and the text.
  return /^body:?$/iu.test(rest[0]?.lines[0].text.trim() ?? '') ? withoutLines(rest, 1) : rest;
}
