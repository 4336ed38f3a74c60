/** What the aliases in an item's QCodes stand for: IPTC's catalog and the desk's own, both by reference. */
import type { Desk } from '../story/desk.ts';
import type { SiteDocument } from './format.ts';
import { element, elementIn, xmlDocument, type XmlElement, type XmlParent } from './xml-tree.ts';

/** The namespace of IPTC's News Architecture (nar), which every element of NewsML-G2 is in. */
export const NAR = 'http://iptc.org/std/nar/2006-10-01/';

export const IPTC_CATALOG = 'http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml';

/** Superdesk knows a place among the subjects, and a source, by these two QCodes only. IPTC declares neither alias. */
export const PLACE_TYPE = 'cptType:5';
export const SOURCE_ROLE = 'cRole:source';

/** IPTC has no code for a headline below the first. */
export const SUBHEADLINE_ROLE = 'hlRole:subhead';

/** Where a story without a section belongs. */
export const MAIN_SERVICE = { code: 'main', name: 'Main service' } as const;

/** The desk's own code for a section. A QCode holds no blank, so the section's name is percent-encoded. */
export function serviceQcode(section: string): string {
  return `svc:${encodeURIComponent(section.toWellFormed())}`;
}

/** Where the desk's own catalog lies in `feeds/`. */
const CATALOG_FILE = 'catalog.xml';

/**
 * The schemes of the QCodes in our items that IPTC does not declare: the desk's own, and those that IPTC's examples and
 * Superdesk use undeclared.
 */
const OWN_SCHEMES: readonly { readonly alias: string; readonly name: string; readonly definition: string }[] = [
  { alias: 'cptType', name: 'Concept types', definition: 'Kinds of concepts that a subject is. 5: a place.' },
  {
    alias: 'cRole',
    name: 'Party roles',
    definition: 'What a party is to an item. source: where its information is from.',
  },
  {
    alias: 'descRole',
    name: 'Description roles',
    definition: 'What a description is. altText: for those who do not see the picture.',
  },
  { alias: 'group', name: 'Group roles', definition: 'What a group of a package is. main: the items of the package.' },
  { alias: 'hlRole', name: 'Headline roles', definition: 'What a headline is. subhead: one below the main headline.' },
  {
    alias: 'svc',
    name: 'Services',
    definition: "The desk's sections, by their names percent-encoded; main: all stories.",
  },
];

/** A catalogRef to IPTC's schemes, and one to the desk's own: together they declare every alias of an item. */
export function appendCatalogRefs(item: XmlElement, desk: Desk): void {
  element(item, 'catalogRef', { href: IPTC_CATALOG });
  element(item, 'catalogRef', { href: new URL(CATALOG_FILE, desk.baseUrl).href });
}

/** The desk's own catalog, as a document of its own. */
export const newsmlCatalog: SiteDocument = {
  fileName: CATALOG_FILE,
  mediaType: 'application/xml; charset=utf-8',
  render: (_feeds, _latest, desk) => xmlDocument((document) => appendCatalog(document, desk)),
};

function appendCatalog(document: XmlParent, desk: Desk): void {
  const catalog = elementIn(NAR, document, 'catalog', { additionalInfo: desk.agency.url });
  for (const { alias, name, definition } of OWN_SCHEMES) {
    const uri = new URL(`/codes/${alias}/`, desk.agency.url).href;
    const scheme = element(catalog, 'scheme', { alias, uri });
    element(scheme, 'name', { 'xml:lang': 'en' }, name);
    element(scheme, 'definition', { 'xml:lang': 'en' }, definition);
  }
}
