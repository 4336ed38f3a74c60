/** contentSet: the text of a newsItem, in whichever markup its sender has put it. */
import { clean } from '../clean.ts';
import { type Block, singleSpaced } from '../items/blocks.ts';
import { blocksOfHtml } from '../items/html-blocks.ts';
import { blocksOfText } from '../items/text-blocks.ts';
import { attributeOf, childrenOf, elementsIn, isNamed, lineOf, textOf } from './elements.ts';
import { blocksOfXml } from './xml-blocks.ts';
import type { XmlElement } from './xml.ts';

/** The first rendition that holds text: one is the rule, and a second the same text in another markup. */
export function readContentSet(contentSet: XmlElement | undefined): readonly Block[] {
  const renditions = [
    ...childrenOf(contentSet, 'inlineXML').map(blocksOfXml),
    ...childrenOf(contentSet, 'inlineData').map(blocksOfData),
  ];
  return renditions.find((blocks) => blocks.length > 0) ?? [];
}

/** Whether the text lies elsewhere. */
export function isRemote(contentSet: XmlElement | undefined): boolean {
  return childrenOf(contentSet, 'remoteContent').length > 0;
}

const STARTS_WITH_TAG = /^\s{0,99}<(?:!doctype html|html|body|div|p|section|article|h[1-6]|table|ul|ol|pre|br)[\s/>]/i;

/** Text as text. HTML in it is read as such where it is called so, or where nothing else begins like that. */
function blocksOfData(inlineData: XmlElement): readonly Block[] {
  const text = textOf(inlineData);
  const type = attributeOf(inlineData, 'contenttype') ?? '';
  if (attributeOf(inlineData, 'encoding') !== undefined) return [];
  const isHtml = /html/i.test(type) || STARTS_WITH_TAG.test(text);
  return isHtml ? blocksOfHtml(text) : blocksOfText(text);
}

/** NITF's, for items that have none of their own: its parts are elements without blanks between them. */
export function bylineIn(contentSet: XmlElement | undefined): string | undefined {
  for (const element of contentSet === undefined ? [] : descendants(contentSet)) {
    if (!isNamed(element, 'byline')) continue;
    const parts = element.children.map((child) => (typeof child === 'string' ? child : textOf(child)));
    const line = singleSpaced(clean(parts.join(' ')).text).replaceAll(' ,', ',');
    if (line !== '') return line;
  }
  return undefined;
}

/** A headline that stands in the content alone: NITF's `hl1`, the title of a page. */
export function titleIn(contentSet: XmlElement | undefined): string | undefined {
  for (const element of contentSet === undefined ? [] : descendants(contentSet)) {
    const isTitle = isNamed(element, 'hl1') || isNamed(element, 'title');
    const line = isTitle ? lineOf(element) : undefined;
    if (line !== undefined) return line;
  }
  return undefined;
}

function* descendants(element: XmlElement): Generator<XmlElement> {
  for (const child of elementsIn(element)) {
    yield child;
    yield* descendants(child);
  }
}
