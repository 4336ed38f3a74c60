/** What the aliases in an item's QCodes stand for: IPTC's catalog by reference, the desk's own schemes in the item. */
import type { Desk } from '../story/desk.ts';
import type { Story } from '../story/story.ts';
import { element, type XmlElement } from './xml-tree.ts';

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

/** A catalogRef to IPTC's schemes, and a catalog of exactly the other aliases that this story's item uses. */
export function appendCatalogs(item: XmlElement, story: Story, desk: Desk): void {
  element(item, 'catalogRef', { href: IPTC_CATALOG });
  const catalog = element(item, 'catalog');
  for (const alias of ownAliases(story)) {
    element(catalog, 'scheme', { alias, uri: new URL(`/codes/${alias}/`, desk.agency.url).href });
  }
}

function ownAliases(story: Story): readonly string[] {
  return [
    'cRole',
    'svc',
    ...(story.dateline?.place === undefined ? [] : ['cptType']),
    ...(story.subheadlines === undefined ? [] : ['hlRole']),
  ];
}
