/**
 * contentSet: the body, once, as XHTML of plain paragraphs, headings and tables as they were typed. What ingest systems keep of it: the last inlineXML, its
 * html/body, of each child of the body the text before its first child element. So nothing else is written.
 */

import { bodyParts } from '../story/body-parts.ts';
import type { Story } from '../story/story.ts';
import { directionOf, ELEMENT_OF, wordCount } from './text.ts';
import { element, elementIn, type XmlElement } from './xml-tree.ts';

const XHTML = 'http://www.w3.org/1999/xhtml';

export function appendContentSet(item: XmlElement, story: Story): void {
  const language = { 'xml:lang': story.language, dir: directionOf(story.language) };
  const inlineXml = element(element(item, 'contentSet'), 'inlineXML', {
    contenttype: 'application/xhtml+xml',
    wordcount: wordCount(story),
    ...language,
  });
  const html = elementIn(XHTML, inlineXml, 'html', language);
  element(element(html, 'head'), 'title', {}, story.headline);
  const body = element(html, 'body');
  for (const { form, text } of bodyParts(story)) element(body, ELEMENT_OF[form], {}, text);
}
