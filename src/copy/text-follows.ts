/** Whether what comes next is surely the text of the story: only then is a line above it a headline and no part of it. */
import type { KnownAgencies } from './agencies.ts';
import { type Block, endsSentence } from './blocks.ts';
import { isByline } from './byline.ts';
import { readDatelineOfLines } from './dateline-lines.ts';
import { isEditorsNote } from './editors-note.ts';

const BLOCKS_LOOKED_AT = 4;
const SENTENCE_MIN = 30;

/** A byline, a dateline, or a sentence of some length, before long. */
export function textFollows(blocks: readonly Block[], known: KnownAgencies): boolean {
  return blocks.slice(0, BLOCKS_LOOKED_AT).some(({ lines }) => {
    const { text } = lines[0];
    if (isByline(text) || readDatelineOfLines(lines, known).kind === 'dateline') return true;
    const last = lines.at(-1)?.text ?? '';
    const length = lines.reduce((sum, line) => sum + line.text.trim().length, 0);
    return !isEditorsNote(text) && endsSentence(last) && length >= SENTENCE_MIN;
  });
}
