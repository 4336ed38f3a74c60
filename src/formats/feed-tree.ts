/** The output of the package `feed` as a tree: read, completed and written again without a character changed. */
import { create } from 'xmlbuilder2';
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js';

import { xmlAttribute, xmlText } from './xml.ts';

type DomNode = XMLBuilder['node'];
type DomElement = NonNullable<DomNode['parentElement']>;

/**
 * The root element. What was read is un-escaped text, and xmlbuilder2 does not escape all of it again by itself: so it
 * is made ready for writing here, once; what is added later comes by `element` or `setText`, which do the same.
 *
 * Its reader decodes `&amp;#38;` twice. So whatever text may hold such is set again by `setText`; CDATA sections are
 * safe, and in an address a `#` begins the fragment, which no feed's address has.
 */
export function readTree(xml: string): XMLBuilder {
  const root = create({ skipWhitespaceOnlyText: true }, xml).root();
  root.each(({ node }) => makeWritable(node), true, true);
  return root;
}

function makeWritable(node: DomNode): void {
  if (node.nodeName === '#text') node.nodeValue = xmlText(node.nodeValue ?? '');
  if (!isElement(node)) return;
  for (const attribute of node.attributes) attribute.value = xmlAttribute(attribute.value);
}

function isElement(node: DomNode): node is DomElement {
  return 'attributes' in node;
}

export function writeTree(root: XMLBuilder): string {
  return `${root.doc().end({ prettyPrint: true })}\n`;
}

export function childrenOf(parent: XMLBuilder, name: string): readonly XMLBuilder[] {
  return parent.filter(({ node }) => node.nodeName === name);
}

/** The only child of that name. */
export function childOf(parent: XMLBuilder, name: string): XMLBuilder {
  const [child, ...others] = childrenOf(parent, name);
  if (child === undefined || others.length > 0) {
    throw new Error(`expected exactly one <${name}> in <${parent.node.nodeName}> as the package feed writes it`);
  }
  return child;
}

/** Replaces what the element holds by this text. */
export function setText(child: XMLBuilder, text: string): void {
  child.node.textContent = xmlText(text);
}
