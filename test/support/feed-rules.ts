/**
 * What the W3C feed validator would call an error or a warning in RSS 2.0 and Atom 1.0, as far as our documents can
 * break it. Each function lists the faults it finds, so that a test shows them all.
 */
import { childrenNamed, type ReadElement, textsOf } from './read-xml.ts';

const DC = 'http://purl.org/dc/elements/1.1/';
const CONTENT = 'http://purl.org/rss/1.0/modules/content/';
const ATOM = 'http://www.w3.org/2005/Atom';
const TOMBSTONES = 'http://purl.org/atompub/tombstones/1.0';
const NAMESPACES: Readonly<Record<string, string>> = {
  dc: DC,
  content: CONTENT,
  atom: ATOM,
  fh: 'http://purl.org/syndication/history/1.0',
  media: 'http://search.yahoo.com/mrss/',
};

const RFC_822 =
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT$/;
const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const ABSOLUTE_URL = /^https?:\/\/[^/\s]+\/[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,#]*$/;
const URN = /^urn:[a-z0-9][a-z0-9-]{1,31}:(?:[a-zA-Z0-9()+,.:=@;$_!*'-]|%[0-9A-Fa-f]{2})+$/;
const TAG = /^tag:[a-z0-9.-]+,\d{4}(?:-\d\d){0,2}:[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,]+$/;
const LANGUAGE = /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/;

export function rssFaults(rss: ReadElement, url: string): readonly string[] {
  const [channel, ...channels] = rss.children;
  if (rss.attributes['version'] !== '2.0' || channel?.name !== 'channel' || channels.length > 0) return ['no RSS 2.0'];
  // `feed` writes an extension of the channel after its items; RSS fixes no order.
  const metadata = channel.children.filter(isNot('fh:archive'));
  const items = childrenNamed(channel, 'item');
  return [
    ...exactlyOne(channel, ['title', 'link', 'description', 'language', 'lastBuildDate', 'generator', 'ttl', 'docs']),
    ...exactlyOne(channel, ['copyright']),
    ...each(channel, 'link', (text) => ABSOLUTE_URL.test(text)),
    ...each(channel, 'lastBuildDate', isRfc822),
    ...each(channel, 'language', (text) => LANGUAGE.test(text)),
    ...each(channel, 'ttl', (text) => Number(text) >= 1 && Number(text) <= 5),
    ...selfLink(childrenNamed(channel, 'atom:link'), url),
    ...fault(metadata.slice(-items.length || metadata.length).some(isNot('item')), 'items are not last'),
    ...duplicates(items.flatMap((item) => textsOf(item, 'guid'))),
    ...items.flatMap(itemFaults),
    ...namespaceFaults(rss),
  ];
}

function itemFaults(item: ReadElement): readonly string[] {
  const names = item.children.map(({ name }) => name);
  return [
    ...exactlyOne(item, ['title', 'link', 'guid', 'pubDate', 'description', 'content:encoded', 'dc:creator']),
    ...exactlyOne(item, ['atom:updated']),
    ...fault(names.indexOf('description') > names.indexOf('content:encoded'), 'content:encoded before description'),
    ...fault(names.includes('author'), 'author needs an e-mail address'),
    ...each(item, 'title', notBlank),
    ...each(item, 'link', (text) => ABSOLUTE_URL.test(text)),
    ...each(item, 'guid', (text) => URN.test(text)),
    ...childrenNamed(item, 'guid').flatMap(({ attributes }) =>
      fault(attributes['isPermaLink'] !== 'false', 'guid taken for a link'),
    ),
    ...each(item, 'pubDate', isRfc822),
    ...each(item, 'atom:updated', isRfc3339),
    ...each(item, 'dc:language', (text) => LANGUAGE.test(text)),
    ...each(item, 'category', notBlank),
    ...childrenNamed(item, 'category').flatMap(({ attributes: { domain } }) =>
      fault(domain !== undefined && !ABSOLUTE_URL.test(domain), `domain ${domain}`),
    ),
    ...each(item, 'description', isShorterThan(textsOf(item, 'content:encoded'))),
    ...fault(childrenNamed(item, 'enclosure').length > 1, 'more than one enclosure'),
    ...childrenNamed(item, 'enclosure').flatMap(({ attributes }) => [
      ...enclosureFaults(attributes),
      ...fault(!ABSOLUTE_URL.test(attributes['url'] ?? ''), 'enclosure without an address'),
    ]),
  ];
}

export function atomFaults(feed: ReadElement, url: string): readonly string[] {
  if (feed.name !== 'feed' || feed.namespace !== ATOM) return ['no Atom 1.0'];
  const entries = childrenNamed(feed, 'entry');
  // RFC 6721: what the validator warns of, and the one warning that is allowed.
  const tombstones = childrenNamed(feed, 'at:deleted-entry');
  const others = feed.children.slice(0, feed.children.length - tombstones.length);
  return [
    ...tombstones.flatMap((tombstone) => tombstoneFaults(tombstone, entries)),
    ...exactlyOne(feed, ['id', 'title', 'updated', 'author', 'subtitle', 'rights', 'generator']),
    ...each(feed, 'id', (text) => TAG.test(text)),
    ...each(feed, 'updated', isRfc3339),
    ...fault(!LANGUAGE.test(feed.attributes['xml:lang'] ?? ''), 'no language'),
    ...selfLink(childrenNamed(feed, 'link'), url),
    ...fault(others.slice(-entries.length || others.length).some(isNot('entry')), 'metadata after entries'),
    ...fault(!others.every(({ namespace }) => namespace === ATOM), 'another namespace'),
    ...duplicates([...textsOf(feed, 'id'), ...entries.flatMap((entry) => textsOf(entry, 'id'))]),
    ...entries.flatMap(entryFaults),
  ];
}

/** It stands beside the entry that holds the notice, and is not older than that: else it would be void (RFC 6721 §3). */
function tombstoneFaults({ namespace, attributes, children }: ReadElement, entries: readonly ReadElement[]) {
  const { ref = '', when = '' } = attributes;
  const entry = entries.find((one) => textsOf(one, 'id').includes(ref));
  return [
    ...fault(namespace !== TOMBSTONES, 'tombstone in another namespace'),
    ...fault(!isRfc3339(when), `when: ${when}`),
    ...fault(entry === undefined, `tombstone of no entry: ${ref}`),
    ...fault(entry !== undefined && textsOf(entry, 'updated').some((updated) => updated > when), `too old: ${when}`),
    ...fault(children.map(({ name }) => name).join() !== 'at:comment', 'no single comment'),
  ];
}

function entryFaults(entry: ReadElement): readonly string[] {
  const lang = entry.attributes['xml:lang'];
  return [
    ...exactlyOne(entry, ['id', 'title', 'updated', 'published', 'author', 'summary', 'content']),
    ...fault(alternates(entry).length !== 1, `${alternates(entry).length} alternate links in entry`),
    ...childrenNamed(entry, 'link')
      .filter(isEnclosure)
      .flatMap(({ attributes }) => enclosureFaults(attributes)),
    ...each(entry, 'id', (text) => URN.test(text)),
    ...each(entry, 'updated', isRfc3339),
    ...each(entry, 'published', isRfc3339),
    ...each(entry, 'author', notBlank),
    ...each(entry, 'title', notBlank),
    ...fault(lang !== undefined && !LANGUAGE.test(lang), `language ${lang}`),
    ...['title', 'summary', 'content'].flatMap((name) =>
      childrenNamed(entry, name).flatMap(({ attributes }) =>
        fault(attributes['type'] !== 'html', `${name} is not html`),
      ),
    ),
    ...childrenNamed(entry, 'link').flatMap(({ attributes: { href } }) =>
      fault(!ABSOLUTE_URL.test(href ?? ''), `link ${href}`),
    ),
    ...childrenNamed(entry, 'category').flatMap(({ attributes: { term, scheme } }) => [
      ...fault(!notBlank(term ?? ''), 'category without term'),
      ...fault(scheme !== undefined && !ABSOLUTE_URL.test(scheme), `scheme ${scheme}`),
    ]),
    ...each(entry, 'summary', isShorterThan(textsOf(entry, 'content'))),
  ];
}

function isEnclosure({ attributes }: ReadElement): boolean {
  return attributes['rel'] === 'enclosure';
}

function alternates(entry: ReadElement): readonly ReadElement[] {
  return childrenNamed(entry, 'link').filter((link) => !isEnclosure(link));
}

/** What the validator wants of one in RSS, and warns of in Atom. */
function enclosureFaults({ type = '', length = '' }: ReadElement['attributes']): readonly string[] {
  return fault(!/^image\/[a-z]+$/.test(type) || !/^[1-9]\d*$/.test(length), `enclosure of ${type}, ${length} bytes`);
}

function exactlyOne(parent: ReadElement, names: readonly string[]): readonly string[] {
  return names.flatMap((name) => {
    const count = childrenNamed(parent, name).length;
    return fault(count !== 1, `${count} ${name} in ${parent.name}`);
  });
}

function each(parent: ReadElement, name: string, holds: (text: string) => boolean): readonly string[] {
  return textsOf(parent, name).flatMap((text) => fault(!holds(text), `${name}: ${text}`));
}

function selfLink(links: readonly ReadElement[], url: string): readonly string[] {
  const self = links.filter(({ attributes }) => attributes['rel'] === 'self');
  return [
    ...fault(self.length !== 1 || self[0]?.attributes['href'] !== url, `no single self link to ${url}`),
    ...links.flatMap(({ attributes: { href } }) => fault(!ABSOLUTE_URL.test(href ?? ''), `link ${href}`)),
  ];
}

function duplicates(ids: readonly string[]): readonly string[] {
  return ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `id twice: ${id}`);
}

function namespaceFaults(element: ReadElement): readonly string[] {
  const prefix = /^(\w+):/.exec(element.name)?.[1];
  const expected = prefix === undefined ? '' : NAMESPACES[prefix];
  return [
    ...fault(element.namespace !== expected, `namespace of ${element.name}`),
    ...element.children.flatMap(namespaceFaults),
  ];
}

/** The day of the week must be the date's. */
function isRfc822(text: string): boolean {
  return RFC_822.test(text) && new Date(text).toUTCString() === text;
}

function isRfc3339(text: string): boolean {
  return RFC_3339.test(text) && new Date(text).toISOString().slice(0, 19) === text.slice(0, 19);
}

function isShorterThan(content: readonly string[]): (summary: string) => boolean {
  return (summary) => notBlank(summary) && content.every((text) => summary.length < text.length);
}

function notBlank(text: string): boolean {
  return text.trim() !== '';
}

function isNot(name: string): (element: ReadElement) => boolean {
  return (element) => element.name !== name;
}

function fault(present: boolean, text: string): readonly string[] {
  return present ? [text] : [];
}
