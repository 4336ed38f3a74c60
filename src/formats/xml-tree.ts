/**
 * XML written from a tree of plain objects, for the formats that are ours from the first element to the last. A DOM
 * (xmlbuilder2) takes ten times as long for the same bytes, and a desk writes thousands of documents at a time; a test
 * holds the two against each other.
 *
 * An element holds either text or elements: nothing of ours mixes them, so that indentation never becomes content.
 */
export type XmlElement = {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: Attributes;
  readonly children: XmlElement[];
  readonly text?: string;
  /** Written as CDATA, which is how markup in text stays short. */
  readonly isCdata?: boolean;
};

/** What elements are appended to: another element, or a document. */
export type XmlParent = Pick<XmlElement, 'namespace' | 'children'>;

export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Appends an element, leaving out attributes without a value, and text where given. Returns the new element. */
export function element(parent: XmlParent, name: string, attributes: Attributes = {}, text?: string): XmlElement {
  return appended(parent, {
    name,
    namespace: parent.namespace,
    attributes,
    children: [],
    ...(text !== undefined && { text }),
  });
}

/** The same for an element that begins another namespace; what is appended to it stays in that namespace. */
export function elementIn(namespace: string, parent: XmlParent, name: string, attributes: Attributes = {}): XmlElement {
  const declared = parent.namespace === namespace ? attributes : { xmlns: namespace, ...attributes };
  return appended(parent, { name, namespace, attributes: declared, children: [] });
}

/** One whose text is HTML. */
export function htmlElement(parent: XmlParent, name: string, html: string): XmlElement {
  const attributes = { type: 'html' };
  return appended(parent, { name, namespace: parent.namespace, attributes, children: [], text: html, isCdata: true });
}

/** One that stands by itself, to be written with `xmlLines`. */
export function rootElement(name: string, attributes: Attributes = {}): XmlElement {
  return { name, namespace: '', attributes, children: [] };
}

/** An element among those of another document, without a line break at its end. */
export function xmlLines(one: XmlElement, indent: string): string {
  const lines: string[] = [];
  write(one, indent, lines);
  return lines.join('\n');
}

function appended(parent: XmlParent, child: XmlElement): XmlElement {
  parent.children.push(child);
  return child;
}

/** The document whose root the caller appends. */
export function xmlDocument(append: (document: XmlParent) => void): string {
  const document: XmlParent = { namespace: '', children: [] };
  append(document);
  const [root, ...others] = document.children;
  if (root === undefined || others.length > 0) throw new Error('an XML document has one root');
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>'];
  write(root, '', lines);
  return `${lines.join('\n')}\n`;
}

const INDENT = '  ';

function write({ name, attributes, children, text, isCdata }: XmlElement, indent: string, lines: string[]): void {
  let tag = `${indent}<${name}`;
  for (const attribute of Object.keys(attributes)) {
    const value = attributes[attribute];
    if (value !== undefined) tag += ` ${attribute}="${attributeText(String(value))}"`;
  }
  if (children.length > 0) {
    if (text !== undefined) throw new Error(`<${name}> would mix text and elements`);
    lines.push(`${tag}>`);
    for (const child of children) write(child, indent + INDENT, lines);
    lines.push(`${indent}</${name}>`);
  } else if (text === undefined || text === '') {
    lines.push(`${tag}/>`);
  } else {
    lines.push(`${tag}>${isCdata === true ? cdata(text) : elementText(text)}</${name}>`);
  }
}

const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

function referenceTo(character: string): string {
  return REFERENCES[character] ?? character;
}

/** An XML parser turns a carriage return into a line feed unless it is written as a reference (XML 1.0 §2.11). */
function elementText(text: string): string {
  return text.replace(/[&<>\r]/g, referenceTo);
}

/** What would end the section begins another one. */
function cdata(text: string): string {
  return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}

/** In an attribute it would turn tabs and line feeds into blanks as well (XML 1.0 §3.3.3). */
function attributeText(text: string): string {
  return text.replace(/[&<>"\t\n\r]/g, referenceTo);
}
