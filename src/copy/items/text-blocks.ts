/** Plain text to blocks: blank lines between paragraphs, or else one a line. */
import { clean } from '../clean.ts';
import { linesOf } from '../lines.ts';
import { type Block, singleSpaced } from './blocks.ts';

export function blocksOfText(text: string): readonly Block[] {
  const lines = linesOf(clean(text).text.trim()).map((line) => line.trim());
  const hasBlank = lines.includes('');
  const paragraphs: string[][] = [[]];
  for (const line of lines) {
    if (line === '' || !hasBlank) paragraphs.push([]);
    paragraphs.at(-1)?.push(line);
  }
  return paragraphs
    .map((paragraph) => singleSpaced(paragraph.join(' ')))
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => ({ form: 'paragraph', text: paragraph }));
}
