/** Finding one's way in an item's elements. Names are compared without case: some senders write `ednote`. */
import { clean } from '../clean.ts';
import { singleSpaced } from '../items/blocks.ts';
import { blocksOfText } from '../items/text-blocks.ts';
import { blocksOfXml } from './xml-blocks.ts';
import type { XmlElement } from './xml.ts';

/** The children of that name, in the namespace of their parent: a sender's own `x:headline` is none of the standard's. */
export function childrenOf(parent: XmlElement | undefined, name: string): readonly XmlElement[] {
  if (parent === undefined) return [];
  return elementsIn(parent).filter((child) => child.namespace === parent.namespace && isNamed(child, name));
}

export function childOf(parent: XmlElement | undefined, name: string): XmlElement | undefined {
  return childrenOf(parent, name)[0];
}

export function elementsIn(parent: XmlElement): readonly XmlElement[] {
  return parent.children.filter((child) => typeof child !== 'string');
}

export function isNamed({ name }: XmlElement, wanted: string): boolean {
  return name.toLowerCase() === wanted.toLowerCase();
}

/** All text in it, on one line; nothing where it is blank. */
export function lineOf(element: XmlElement | undefined): string | undefined {
  return element === undefined ? undefined : oneLine(textOf(element));
}

/** The lines of a note; where they are indented, their ends come of the way in which the file is laid out. */
export function noteOf(element: XmlElement): string | undefined {
  const isLaidOut = elementsIn(element).length > 0 || /\n[ \t]/.test(textOf(element));
  const blocks = isLaidOut ? blocksOfXml(element) : blocksOfText(textOf(element).replaceAll('\n', '\n\n'));
  const lines = blocks.map(({ text }) => text);
  return lines.length === 0 ? undefined : lines.join('\n');
}

export function attributeOf(element: XmlElement | undefined, name: string): string | undefined {
  const value = element?.attributes.get(name);
  return value === undefined ? undefined : oneLine(value);
}

function oneLine(text: string): string | undefined {
  const line = singleSpaced(clean(text).text);
  return line === '' ? undefined : line;
}

export function textOf(element: XmlElement): string {
  return element.children
    .map((child) => (typeof child === 'string' ? child : isNamed(child, 'br') ? '\n' : textOf(child)))
    .join('');
}

/** `xml:lang` of an element. */
export function languageOf(element: XmlElement): string | undefined {
  return attributeOf(element, 'xml:lang');
}
