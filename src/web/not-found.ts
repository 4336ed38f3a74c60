/** The answer for an address without a document: where the feeds are. A page for people, plain text for programs. */
import { feedFormatsOf } from '../formats/feed-links.ts';
import { formats } from '../formats/index.ts';
import { markup } from '../formats/markup.ts';
import { page } from '../formats/page.ts';
import { hasPageWords, pageWords } from '../formats/page-words.ts';
import type { Desk } from '../story/desk.ts';
import { answer } from './answers.ts';
import { readWeights } from './weights.ts';

const VARY = { vary: 'Accept, Accept-Language' };

export type Missing = {
  /** As in the request: links lead upwards from it, so that they hold behind a proxy that adds a prefix. */
  readonly path: string;
  readonly headers: Headers;
  /** How long caches keep that there is nothing; not at all where absent. */
  readonly cacheControl?: string | undefined;
};

export function notFound({ path, headers, cacheControl }: Missing, desk: Desk): Response {
  const fields = { ...VARY, ...(cacheControl !== undefined && { 'cache-control': cacheControl }) };
  const toRoot = '../'.repeat(Math.max(0, path.split('/').length - 2)) || './';
  const wantsHtml = (readWeights(headers.get('accept') ?? '').get('text/html') ?? 0) > 0;
  return wantsHtml
    ? answer(404, notFoundPage(toRoot, languageFor(headers, desk), desk), fields, 'text/html; charset=utf-8')
    : answer(404, notFoundText(desk), fields);
}

/** What its reader likes best of the languages that pages have; the desk's own where they like none (RFC 4647 §3.4). */
function languageFor(headers: Headers, desk: Desk): string {
  const ranges = [...readWeights(headers.get('accept-language') ?? '')].filter(([, weight]) => weight > 0);
  const byWeight = ranges.toSorted(([, left], [, right]) => right - left).map(([range]) => range);
  return byWeight.find(hasPageWords) ?? desk.language;
}

function notFoundPage(toRoot: string, language: string, desk: Desk): string {
  const words = pageWords(language);
  return page({
    desk,
    toRoot,
    language: words.language,
    wordsLanguage: words.language,
    title: `${words.notFound} – ${desk.agency.name}`,
    head: [markup`<meta name="robots" content="noindex">`],
    masthead: markup`<a class="agency" href="${toRoot}" rel="home"><bdi>${desk.agency.name}</bdi></a>`,
    main: markup`<article>
<h1>${words.notFound}</h1>
<p>${words.notFoundAdvice}</p>
<ul>
<li><a href="${toRoot}">${words.latest}</a></li>
${feedFormatsOf(formats).map(
  ({ feed, standard }) => markup`<li><a href="${toRoot}${feed.fileName}"><bdi>${standard}</bdi></a></li>\n`,
)}</ul>
</article>`,
  });
}

function notFoundText(desk: Desk): string {
  const feeds = feedFormatsOf(formats).map(
    ({ feed, standard }) => `  ${new URL(feed.fileName, desk.baseUrl).href}  ${standard}`,
  );
  return ['Nothing is published at this address. The feeds are:', ...feeds, ''].join('\n');
}
