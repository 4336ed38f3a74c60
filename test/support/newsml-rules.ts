/**
 * What receivers trip over in a NewsML-G2 document and the XSD lets through. Each function lists the faults it finds, so
 * that a test shows them all.
 */
import { readFileSync } from 'node:fs';

import { newsmlCatalog } from '../../src/formats/newsml-catalog.ts';
import { childrenNamed, type ReadElement, readXml } from './read-xml.ts';
import { sharedFile } from './shared.ts';
import { sampleDesk } from './stories.ts';

const CATALOG = 'http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml';
const GUID = /^urn:newsml:[a-z0-9.-]+:\d{8}:[A-Za-z0-9()+,\-.:=@;$_!*']+$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** Attributes that hold QCodes, or lists of them. */
const QCODE_ATTRIBUTES = ['qcode', 'rendition', 'role', 'type', 'rel', 'representation', 'format', 'mode'];

/** Elements that hold a date and time. */
const DATE_ELEMENTS = new Set(['sent', 'versionCreated', 'firstCreated', 'embargoed', 'contentCreated']);

/** The desk's own catalog, as its documents refer to it. */
export const ownCatalog: string = newsmlCatalog.render([], [], sampleDesk);

/** Of a newsItem document, or of a newsMessage and every item in it. `catalog`: what the desk declares of its own. */
export function newsmlFaults(xml: string, catalog: string = ownCatalog): string[] {
  const root = readXml(xml);
  const items = root.name === 'newsItem' ? [root] : descendants(root).filter(({ name }) => name === 'newsItem');
  const header = descendants(root).find(({ name }) => name === 'header');
  return [
    ...fault(items.length === 0, 'no newsItem'),
    ...fault(/<!--|<\?(?!xml version)/.test(xml), 'a comment or processing instruction'),
    ...fault(/\.000Z/.test(xml), 'milliseconds in a date'),
    ...duplicates(items.map(({ attributes }) => attributes['guid'] ?? '')),
    ...(header === undefined ? [] : catalogFaults(header, [CATALOG], catalog)),
    ...descendants(root).flatMap(dateFaults),
    ...items.flatMap((item) => itemFaults(item, catalog)),
  ];
}

/** Beside the text: with the address of the picture, or with the notice in its place, and what Superdesk asks of any item. */
function pictureFaults(item: ReadElement, catalog: string): string[] {
  const named = (name: string): ReadElement[] => descendants(item).filter((element) => element.name === name);
  const [remote, ...others] = named('remoteContent').map(({ attributes }) => attributes);
  const isUsable = named('pubStatus')[0]?.attributes['qcode'] === 'stat:usable';
  const isWhole = isUsable
    ? remote?.['href'] !== undefined && others.length === 0
    : remote === undefined && named('inlineXML').length === 1;
  return [
    ...fault(!GUID.test(item.attributes['guid'] ?? ''), `guid ${item.attributes['guid']}`),
    ...catalogFaults(item, [CATALOG, ownCatalogOf(item)], catalog),
    ...fault(!isWhole, 'neither one remoteContent nor a notice'),
    ...fault(named('pubStatus').length !== 1 || named('usageTerms').length !== 1, 'pubStatus or usageTerms'),
    ...fault(!/^[1-9]$/.test(named('urgency')[0]?.text ?? ''), 'urgency'),
  ];
}

function isPicture(item: ReadElement): boolean {
  const [itemMeta] = childrenNamed(item, 'itemMeta');
  const itemClass = itemMeta && childrenNamed(itemMeta, 'itemClass')[0];
  return itemClass?.attributes['qcode'] === 'ninat:picture';
}

function itemFaults(item: ReadElement, catalog: string): string[] {
  if (isPicture(item)) return pictureFaults(item, catalog);
  const { guid = '', version = '', 'xml:lang': language = '', dir } = item.attributes;
  const contents = descendants(item).filter(({ name }) => name === 'inlineXML');
  const [html] = contents.flatMap(({ children }) => children);
  const rightToLeft = ['ar', 'fa', 'he', 'ur'].includes(new Intl.Locale(language || 'und').language);
  return [
    ...fault(!GUID.test(guid), `guid ${guid}`),
    ...fault(!/^[1-9]\d*$/.test(version), `version ${version}`),
    ...fault(item.attributes['standardversion'] !== '2.35', 'standardversion'),
    ...fault(language === '', 'no xml:lang'),
    ...catalogFaults(item, [CATALOG, ownCatalogOf(item)], catalog),
    ...fault(contents.length !== 1, `${contents.length} inlineXML`),
    ...[item, ...contents, ...(html === undefined ? [] : [html])].flatMap(({ name, attributes }) =>
      fault(attributes['dir'] !== (rightToLeft ? 'rtl' : 'ltr'), `dir=${attributes['dir']} on ${name}, ${language}`),
    ),
    ...fault(dir === undefined, 'no dir'),
    ...requiredFaults(item),
    ...(html === undefined ? ['no body'] : bodyFaults(html)),
  ];
}

/** Without each of these Superdesk's parser crashes, or does not see the story for what it is. */
function requiredFaults(item: ReadElement): string[] {
  const named = (name: string): ReadElement[] => descendants(item).filter((element) => element.name === name);
  const pubStatus = named('pubStatus').map(({ attributes }) => attributes['qcode']);
  return [
    ...fault(named('itemClass')[0]?.attributes['qcode'] !== 'ninat:text', 'itemClass'),
    ...fault(!/^stat:(usable|withheld|canceled)$/.test(pubStatus.join(' ')), `pubStatus ${pubStatus.join(' ')}`),
    ...fault(
      named('creator').some((creator) => childrenNamed(creator, 'name').length === 0),
      'creator without name',
    ),
    ...fault(named('usageTerms').length === 0, 'no usageTerms'),
    ...fault(!/^[1-9]$/.test(named('urgency')[0]?.text ?? ''), 'urgency'),
    ...fault(
      named('inlineXML').some(({ attributes }) => !/^\d+$/.test(attributes['wordcount'] ?? '')),
      'wordcount',
    ),
  ];
}

/** html with head and body, in that order, and a body of paragraphs, headings and tables that hold nothing but text. */
function bodyFaults(html: ReadElement): string[] {
  const [head, body, ...others] = html.children;
  if (html.namespace !== 'http://www.w3.org/1999/xhtml' || others.length > 0) return ['no XHTML of head and body'];
  if (head?.name !== 'head' || body?.name !== 'body') return ['no XHTML of head and body'];
  return body.children.flatMap(({ name, children }) => [
    ...fault(!['p', 'h2', 'pre'].includes(name), `${name} in the body`),
    ...fault(children.length > 0, `${children[0]?.name} in a paragraph`),
  ]);
}

/** A desk's catalog lies where its documents do. */
function ownCatalogOf(scope: ReadElement): string {
  const href = childrenNamed(scope, 'catalogRef').at(-1)?.attributes['href'] ?? '';
  return href.endsWith('/catalog.xml') ? href : 'the catalog of the desk';
}

/** Every alias is declared, by IPTC's catalog or by the desk's. */
function catalogFaults(scope: ReadElement, wanted: readonly string[], catalog: string): string[] {
  const references = childrenNamed(scope, 'catalogRef').map(({ attributes }) => attributes['href']);
  const own = wanted.length > 1 ? childrenNamed(readXml(catalog), 'scheme') : [];
  const declared = new Set([...own.map(({ attributes }) => attributes['alias'] ?? ''), ...iptcAliases()]);
  const used = new Set(descendants(scope).flatMap(aliasesIn));
  return [
    ...fault(references.join(' ') !== wanted.join(' '), `catalogRef ${references.join(' ')}`),
    ...[...used].filter((alias) => !declared.has(alias)).map((alias) => `alias ${alias} is not declared`),
  ];
}

/** A catalog declares what IPTC's does not, once each, with an address for each scheme. */
export function catalogDocumentFaults(xml: string): string[] {
  const schemes = childrenNamed(readXml(xml), 'scheme').map(({ attributes }) => attributes);
  const aliasesOfIptc = iptcAliases();
  return [
    ...duplicates(schemes.map(({ alias = '' }) => alias)),
    ...schemes.flatMap(({ alias = '' }) => fault(aliasesOfIptc.has(alias), `alias ${alias} is IPTC's`)),
    ...schemes.flatMap(({ uri = '' }) => fault(!URL.canParse(uri), `scheme uri ${uri}`)),
  ];
}

function aliasesIn({ name, namespace, attributes }: ReadElement): string[] {
  if (name === 'scheme' || namespace === 'http://www.w3.org/1999/xhtml') return [];
  return QCODE_ATTRIBUTES.flatMap((attribute) => attributes[attribute]?.split(' ') ?? []).map(
    (qcode) => qcode.split(':')[0] ?? '',
  );
}

let aliases: ReadonlySet<string> | undefined;

function iptcAliases(): ReadonlySet<string> {
  if (aliases === undefined) {
    const file = sharedFile('vocabularies/catalog.IPTC-G2-Standards_41.xml');
    if (file === undefined) throw new Error('no IPTC catalog in ../shared: this check belongs in describeWithShared');
    const catalog = readXml(readFileSync(file, 'utf8'));
    aliases = new Set(childrenNamed(catalog, 'scheme').map(({ attributes }) => attributes['alias'] ?? ''));
  }
  return aliases;
}

function dateFaults({ name, text }: ReadElement): string[] {
  return fault(DATE_ELEMENTS.has(name) && !INSTANT.test(text), `${name}: ${text}`);
}

function descendants(element: ReadElement): ReadElement[] {
  return element.children.flatMap((child) => [child, ...descendants(child)]);
}

function duplicates(guids: readonly string[]): string[] {
  return guids.filter((guid, index) => guids.indexOf(guid) !== index).map((guid) => `twice in one message: ${guid}`);
}

function fault(present: boolean, text: string): string[] {
  return present ? [text] : [];
}
