/** A newsItem of text: NewsML-G2 2.35, Power conformance, its parts in the order that the schema wants. */
import type { Desk } from '../story/desk.ts';
import type { Rights, StoryVersion } from '../story/story.ts';
import { appendCatalogRefs, NAR } from './newsml-catalog.ts';
import { appendContentMeta } from './newsml-content-meta.ts';
import { appendContentSet } from './newsml-content-set.ts';
import { appendItemMeta } from './newsml-item-meta.ts';
import { oneLine, textIn } from './newsml-text.ts';
import { directionOf, rightsOf } from './text.ts';
import { element, elementIn, type XmlElement, type XmlParent } from './xml-tree.ts';

/** Appends the item of one version of a story to a document, or to a message's itemSet. */
export function appendNewsItem(parent: XmlParent, version: StoryVersion, desk: Desk): void {
  const { guid, story } = version;
  const item = elementIn(NAR, parent, 'newsItem', {
    guid,
    version: version.version,
    standard: 'NewsML-G2',
    standardversion: '2.35',
    conformance: 'power',
    'xml:lang': story.language,
    dir: directionOf(story.language),
  });
  appendCatalogRefs(item, desk);
  appendRightsInfo(item, version, desk);
  appendItemMeta(item, version, desk);
  appendContentMeta(item, version, desk);
  appendContentSet(item, story);
}

function appendRightsInfo(item: XmlElement, { story }: StoryVersion, desk: Desk): void {
  const { holder, notice, usageTerms } = rightsOf(story, desk);
  const rightsInfo = element(item, 'rightsInfo');
  const holderUri = holder === desk.agency.name ? desk.agency.url : undefined;
  const copyrightHolder = element(rightsInfo, 'copyrightHolder', { uri: holderUri });
  element(copyrightHolder, 'name', rightsIn('holder'), oneLine(holder));
  element(rightsInfo, 'copyrightNotice', rightsIn('notice'), notice);
  element(rightsInfo, 'usageTerms', rightsIn('usageTerms'), usageTerms);

  /** What the story states is in its own language, what the desk states in the desk's. */
  function rightsIn(right: keyof Rights): ReturnType<typeof textIn> {
    return textIn(story.rights?.[right] === undefined ? desk.language : story.language, story);
  }
}
