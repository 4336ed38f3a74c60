/** How NewsML-G2 takes the words of a story: in a language, in a direction, some of them on one line. */
import type { Story } from '../story/story.ts';
import { directionOf } from './text.ts';
import { type Attributes } from './xml-tree.ts';

/**
 * The language of an element's text. Its direction is said only where it is another than the item's: an English name
 * in an Arabic item.
 */
export function textIn(language: string, story: Pick<Story, 'language'>): Attributes {
  const direction = directionOf(language);
  return { 'xml:lang': language, dir: direction === directionOf(story.language) ? undefined : direction };
}

/** For properties of type g2normalizedString, which the schema refuses with a tab or line break in them. */
export function oneLine(text: string): string {
  return text.replace(/[\t\r\n]+/g, ' ');
}
