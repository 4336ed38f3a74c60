/** XML read by libxml2, an independent parser, into plain values. Throws where the text is not well-formed. */
import { XmlDocument, XmlElement } from 'libxml2-wasm';

export type ReadElement = {
  /** With its prefix, as written. */
  readonly name: string;
  readonly namespace: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** All text in it. */
  readonly text: string;
  readonly children: readonly ReadElement[];
};

export function readXml(xml: string): ReadElement {
  const document = XmlDocument.fromString(xml);
  try {
    return toPlain(document.root);
  } finally {
    document.dispose();
  }
}

function toPlain(element: XmlElement): ReadElement {
  const children: ReadElement[] = [];
  for (let node = element.firstChild; node !== null; node = node.next) {
    if (node instanceof XmlElement) children.push(toPlain(node));
  }
  return {
    name: qualified(element.prefix, element.name),
    namespace: element.namespaceUri,
    attributes: Object.fromEntries(
      element.attrs.map(({ prefix, name, value }) => [qualified(prefix, name), value] as const),
    ),
    text: element.content,
    children,
  };
}

function qualified(prefix: string, name: string): string {
  return prefix === '' ? name : `${prefix}:${name}`;
}

export function childrenNamed(parent: ReadElement, name: string): readonly ReadElement[] {
  return parent.children.filter((child) => child.name === name);
}

/** The only child of that name. */
export function only(parent: ReadElement, name: string): ReadElement {
  const [child, ...others] = childrenNamed(parent, name);
  if (child === undefined || others.length > 0) {
    throw new Error(`<${parent.name}> has ${childrenNamed(parent, name).length} <${name}>, not one`);
  }
  return child;
}

export function textsOf(parent: ReadElement, name: string): readonly string[] {
  return childrenNamed(parent, name).map(({ text }) => text);
}
