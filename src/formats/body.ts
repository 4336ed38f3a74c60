/** The body of a story as formats write it: its parts, in order, each with what it is. */
import type { Story } from '../story/story.ts';

export type Block = {
  /** `subhead`: a heading within the text. `preformatted`: a table, whose line breaks and blanks are to be kept. */
  readonly kind: 'paragraph' | 'subhead' | 'preformatted';
  readonly text: string;
};

/** Copy is read as paragraphs so far: what else a body may hold gets its kind here, and no format asks elsewhere. */
export function blocksOf(story: Story): readonly Block[] {
  return story.body.map((text) => ({ kind: 'paragraph', text }));
}
