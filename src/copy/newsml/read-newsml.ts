/** The stories in a NewsML-G2 file: of one newsItem, or of all that a newsMessage carries. */
import type { Finding } from '../finding.ts';
import type { FoundItem, FoundItems } from '../items/found.ts';
import { decodeXml } from './decode-xml.ts';
import { codeReader } from './codes.ts';
import { attributeOf, childOf, childrenOf, elementsIn, isNamed } from './elements.ts';
import { isUsable, otherClassOf } from './item-kind.ts';
import { readNewsItem, type Surroundings } from './news-item.ts';
import { packagedPictures } from './packaged-pictures.ts';
import { readXml, type XmlElement } from './xml.ts';

const NAR = 'http://iptc.org/std/nar/2006-10-01/';

export function readNewsml(bytes: Uint8Array): FoundItems {
  const decoded = decodeXml(bytes);
  if (!decoded.ok) return { items: [], findings: [decoded.error] };
  const xml = readXml(decoded.text);
  if (!xml.ok) return { items: [], findings: [...decoded.warnings, ...xml.findings] };
  const found = itemsIn(xml.root);
  return { items: found.items, findings: [...decoded.warnings, ...xml.warnings, ...found.findings] };
}

function itemsIn(root: XmlElement): FoundItems {
  if (isNamed(root, 'newsItem')) {
    const other = otherClassOf(root);
    return other === undefined
      ? { items: [foundItem(root, { packaged: [], itemOf: () => undefined })], findings: [] }
      : { items: [], findings: [notText(root, other, 'error')] };
  }
  if (isNamed(root, 'newsMessage')) return itemsOfMessage(root);
  return { items: [], findings: [{ ...error(root), message: strangerMessage(root) }] };
}

/** Every story in it; what else it carries is named, and left out. */
function itemsOfMessage(message: XmlElement): FoundItems {
  const all = childrenOf(message, 'itemSet').flatMap(elementsIn);
  const led: ReadonlySet<string | undefined> = new Set(all.flatMap(ledTo));
  // A text brings its pictures along by its links; a package of the two adds nothing.
  const packaged = packagedPictures(all, led);
  const byGuid = new Map(all.map((item) => [attributeOf(item, 'guid'), item]));
  const carried = all.filter(
    (item) => !led.has(attributeOf(item, 'guid')) && !isPackageOf(item, led) && !packaged.isUsed(item),
  );
  const items: FoundItem[] = [];
  const others: Finding[] = [];
  for (const item of carried) {
    const other = isNamed(item, 'newsItem') ? otherClassOf(item) : undefined;
    const isStory = isNamed(item, 'newsItem') && other === undefined;
    // What was never taken in need not be taken back.
    if (!isStory && !isUsable(item)) continue;
    if (isStory)
      items.push(foundItem(item, { packaged: packaged.picturesOf(item), itemOf: (guid) => byGuid.get(guid) }));
    else if (other !== undefined) others.push(notText(item, other, 'warning'));
    else others.push({ ...error(item), severity: 'warning', message: `${kindOf(item)} is left out: ${KINDS_READ}` });
  }
  if (items.length > 0) return { items, findings: others };
  const place = childOf(message, 'itemSet') ?? message;
  return {
    items,
    findings: [
      ...others,
      { ...error(place), message: 'there is no story in this newsMessage: it has no newsItem of text' },
    ],
  };
}

/** The pictures that a text leads to, by their guids. */
function ledTo(item: XmlElement): readonly string[] {
  const links = childrenOf(childOf(item, 'itemMeta'), 'link');
  return links
    .filter((link) => codeReader(item)(childOf(link, 'itemClass'))?.code === 'picture')
    .flatMap((link) => attributeOf(link, 'residref') ?? []);
}

function isPackageOf(item: XmlElement, pictures: ReadonlySet<string | undefined>): boolean {
  if (!isNamed(item, 'packageItem')) return false;
  const groups = childrenOf(childOf(item, 'groupSet'), 'group');
  return groups.some((group) => childrenOf(group, 'itemRef').some((ref) => pictures.has(attributeOf(ref, 'residref'))));
}

function foundItem(newsItem: XmlElement, surroundings: Surroundings): FoundItem {
  const findings: Finding[] = [];
  const item = readNewsItem(newsItem, findings, surroundings);
  const { line, column } = newsItem;
  return { item, findings, line, column };
}

const KINDS_READ = 'of NewsML-G2 the newsItem of text is read';

/** Of the kinds of items in NewsML-G2, those that hold no story. */
const ITEM_KINDS: Readonly<Record<string, string>> = {
  packageitem: 'a package of items (packageItem)',
  conceptitem: 'a concept (conceptItem)',
  knowledgeitem: 'a vocabulary (knowledgeItem)',
  planningitem: 'a plan of coverage (planningItem)',
  catalogitem: 'a catalog (catalogItem)',
};

/** XML that is dropped by mistake, by the names of its root elements. */
const OTHER_STANDARDS: Readonly<Record<string, string>> = {
  nitf: 'NITF',
  newsml: 'NewsML 1, the standard before NewsML-G2',
  rss: 'an RSS feed',
  feed: 'an Atom feed',
  opml: 'a list of feeds (OPML)',
  html: 'a web page',
  catalog: 'a catalog of IPTC',
};

function kindOf({ name }: XmlElement): string {
  return ITEM_KINDS[name.toLowerCase()] ?? `an element <${name}>`;
}

function strangerMessage(root: XmlElement): string {
  const name = root.name.toLowerCase();
  const kind = ITEM_KINDS[name] ?? OTHER_STANDARDS[name];
  if (kind !== undefined)
    return `this is ${kind}: of XML, NewsML-G2 is read, a newsItem of text or a newsMessage of them`;
  const isNar = root.namespace === NAR;
  return `this is ${isNar ? 'NewsML-G2' : 'XML'} that begins with <${root.name}>: a newsItem or a newsMessage is read`;
}

function notText(item: XmlElement, itemClass: string, severity: Finding['severity']): Finding {
  const { line, column } = item;
  return { severity, line, column, message: `a newsItem of class ${itemClass} is left out: ${KINDS_READ}` };
}

function error({ line, column }: XmlElement): Omit<Finding, 'message'> {
  return { severity: 'error', line, column };
}
