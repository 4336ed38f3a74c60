/**
 * A feed that is opened in a browser: laid out by CSS, since XSLT is leaving browsers. It cannot be followed like a page, and
 * says so, with the address of the page that can. Readers of feeds never see any of it.
 */
import { ARCHIVES_FOLDER } from './feed-history.ts';
import type { FeedHead } from './feed-item.ts';
import type { SiteDocument } from './format.ts';
import { PAGE_LANGUAGES, pageWords } from './page-words.ts';
import { directionOf } from './text.ts';

function fileOf(language: string): string {
  return `assets/feed-${language}.css`;
}

/** One for each language that the pages' own words are in. */
export const feedLooks: readonly SiteDocument[] = PAGE_LANGUAGES.map((language) => ({
  fileName: fileOf(language),
  mediaType: 'text/css; charset=utf-8',
  render: () => feedStyle(language, pageWords(language).thisIsAFeed),
}));

/**
 * The document with the processing instruction that leads to its style (Associating Style Sheets with XML documents 1.0),
 * in the prolog, where neither package can write one of type text/css. Relative: it holds on any host.
 */
export function styled(document: string, head: FeedHead): string {
  if (head.isPushed) return document;
  const [declaration = ''] = /^<\?xml [^>]*\?>\n/.exec(document) ?? [];
  if (declaration === '') throw new Error('the package feed writes no XML declaration on a line of its own any more');
  const folders = head.path + (head.archive === undefined ? '' : ARCHIVES_FOLDER);
  const toRoot = '../'.repeat(folders.split('/').length - 1);
  const href = toRoot + fileOf(pageWords(head.language).language);
  return `${declaration}<?xml-stylesheet type="text/css" href="${href}"?>\n${document.slice(declaration.length)}`;
}

/** Each text runs as its first letter does (`plaintext`): RSS cannot say of which language an item is. */
function feedStyle(language: string, words: string): string {
  return `* { display: none; }
:root {
  color-scheme: light dark;
  direction: ${directionOf(language)};
  display: block;
  max-width: 38rem;
  margin: 0 auto;
  padding: 1.5rem 1rem 3rem;
  background: #fdfcf9;
  color: #1a1917;
  font: 1.0625rem/1.55 Charter, "Iowan Old Style", Georgia, "Noto Serif", "Noto Naskh Arabic", "Geeza Pro", "Times New Roman", serif;
  overflow-wrap: anywhere;
}
:root::before {
  content: ${cssString(words)};
  display: block;
  margin-block-end: 2rem;
  padding: .75rem 1rem;
  border: 1px solid #8c1c13;
  border-block-start-width: 4px;
  font-size: 1rem;
  unicode-bidi: plaintext;
}
channel, item, entry, :root > title, :root > subtitle, channel > title, channel > description, channel > link:not([rel]),
item > *:is(title, description, pubDate, link), entry > *:is(title, summary, published), link[rel="alternate"] {
  display: block;
  unicode-bidi: plaintext;
}
channel > title, :root > title { unicode-bidi: normal; font-size: 1.75rem; font-weight: 700; line-height: 1.2; }
channel > description, :root > subtitle { margin-block-end: 1.5rem; color: #5a5650; font-style: italic; }
channel > link:not([rel]), :root > link[rel="alternate"] { margin-block: .75rem; font-weight: 600; color: #8c1c13; }
link[rel="alternate"]::after { content: attr(href); }
item, entry { padding-block: 1.1rem; border-block-start: 1px solid #d9d4ca; }
item, entry { display: flex; flex-direction: column; }
item > title, entry > title { font-size: 1.25rem; font-weight: 700; line-height: 1.25; }
item > :is(description, pubDate, link), entry > :is(summary, published, link) { order: 1; margin-block-start: .35rem; }
item > :is(pubDate, link), entry > :is(published, link) { order: 2; font-size: .875rem; color: #5a5650; }
@media (prefers-color-scheme: dark) {
  :root { background: #171614; color: #e9e6df; }
  :root::before, item, entry { border-color: #3b3833; }
  channel > description, :root > subtitle, item > :is(pubDate, link), entry > :is(published, link) { color: #a9a49b; }
  channel > link:not([rel]), :root > link[rel="alternate"] { color: #f2a097; }
}
`;
}

/** CSS Syntax 3, §4.3.5. */
function cssString(text: string): string {
  return `"${text.replace(/["\\]/g, String.raw`\$&`)}"`;
}
