/** XMP (ISO 16684-1): the properties of a picture that the desk uses, out of the packet as it stands in the file. */
import { childrenOf, elementsIn, textOf } from '../newsml/elements.ts';
import { readXml, type XmlElement } from '../newsml/xml.ts';

/** A packet of captions has a few kilobytes; editors keep the history of a picture in megabytes of it. */
const XMP_CHARACTERS_MAX = 1024 * 1024;

const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';

const NAMESPACES = {
  dc: 'http://purl.org/dc/elements/1.1/',
  photoshop: 'http://ns.adobe.com/photoshop/1.0/',
  Iptc4xmpCore: 'http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/',
} as const;

export type XmpProperty = { readonly namespace: keyof typeof NAMESPACES; readonly name: string };

export type Xmp = {
  /** In the language, else as it stands for every language, else the first; several in the order of their list. */
  readonly valuesOf: (property: XmpProperty, language: string) => readonly string[];
};

/** Nothing where it is no XML, or brings entities of its own along. */
export function readXmp(packet: string): Xmp | undefined {
  if (packet.length > XMP_CHARACTERS_MAX) return undefined;
  const from = packet.search(/<(?:[\w-]+:)?(?:xmpmeta|xapmeta|RDF)[\s>]/);
  // What comes after the last element is padding to be written over.
  const to = packet.lastIndexOf('</');
  const end = packet.indexOf('>', to);
  if (from < 0 || to < from || end < 0 || /<!DOCTYPE/i.test(packet)) return undefined;
  const xml = readXml(packet.slice(from, end + 1));
  if (!xml.ok) return undefined;
  const descriptions = [...rdfIn(xml.root)].flatMap((rdf) => childrenOf(rdf, 'Description'));
  return { valuesOf: (property, language) => valuesIn(descriptions, property, language) };
}

function* rdfIn(element: XmlElement): Generator<XmlElement> {
  if (element.namespace === RDF && element.name === 'RDF') yield element;
  else for (const child of elementsIn(element)) yield* rdfIn(child);
}

function valuesIn(
  descriptions: readonly XmlElement[],
  { namespace, name }: XmpProperty,
  language: string,
): readonly string[] {
  const uri = NAMESPACES[namespace];
  for (const description of descriptions) {
    const element = elementsIn(description).find((child) => child.namespace === uri && child.name === name);
    if (element !== undefined) return valuesOfElement(element, language);
    // A simple property may be an attribute (ISO 16684-1 §7.9.2.2), by whichever prefix it has there.
    const attribute = attributeIn(description, uri, name);
    if (attribute !== undefined) return [attribute];
  }
  return [];
}

function attributeIn({ attributes }: XmlElement, uri: string, name: string): string | undefined {
  for (const [written, value] of attributes) {
    const [prefix = '', local] = written.split(':');
    if (local === name && attributes.get(`xmlns:${prefix}`) === uri) return value;
    if (local === name && USUAL_PREFIXES[prefix] === uri) return value;
  }
  return undefined;
}

/** Declared further out. */
const USUAL_PREFIXES: Readonly<Record<string, string>> = NAMESPACES;

function valuesOfElement(element: XmlElement, language: string): readonly string[] {
  const list = elementsIn(element).find((child) => child.namespace === RDF && /^(?:Alt|Seq|Bag)$/.test(child.name));
  if (list === undefined) return [textOf(element)];
  const entries = elementsIn(list).filter((child) => child.name === 'li');
  if (list.name !== 'Alt') return entries.map(textOf);
  const [wanted] = language.split('-');
  const chosen =
    entries.find((entry) => entry.attributes.get('xml:lang')?.split('-')[0] === wanted) ??
    entries.find((entry) => entry.attributes.get('xml:lang') === 'x-default') ??
    entries[0];
  return chosen === undefined ? [] : [textOf(chosen)];
}
