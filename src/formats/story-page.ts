/** The page of one story, for readers. */
import type { Desk } from '../story/desk.ts';
import { previousVersion } from '../story/life.ts';
import type { FeedLink } from '../story/feed.ts';
import type { Correction, StoryVersion } from '../story/story.ts';
import { storyUrl } from './addresses.ts';
import { correctionWords } from './editorial-notes.ts';
import { summaryOf } from './feed-item.ts';
import { autodiscovery, feedFormatsOf, furtherFeeds, typeOnly } from './feed-links.ts';
import type { Format } from './format.ts';
import { type Markup, markup, joined, trusted } from './markup.ts';
import { newsArticle } from './news-article.ts';
import { openGraph } from './open-graph.ts';
import { languageUnless, page, shortened, wordsIn } from './page.ts';
import { crumbBar } from './page-bar.ts';
import { firstCreatedHtml, timeHtml } from './page-date.ts';
import { pageWords, type PageWords } from './page-words.ts';
import { furtherFigures, leadFigure } from './picture-figure.ts';
import { bodyHtml, creditLineOf, escapeWrappable, rightsOf } from './text.ts';
import { remembered } from '../story/remembered.ts';
import { primaryLanguage } from '../story/language.ts';

/** From a story's folder to the front page and the main feeds. */
const TO_ROOT = '../../';

/** Of a page's 50 kB, for what tells readers of the feeds that the story stands in. */
const AUTODISCOVERY_BYTES_MAX = 3_000;

/** What search engines show below a title is about half of this. */
const DESCRIPTION_CHARACTERS_MAX = 300;

/** `formats`: those that the page leads to, by the files of their feeds and of their stories. */
export function storyPage(formats: readonly Format[]): Format {
  return {
    name: 'html',
    standard: 'HTML',
    story: {
      fileName: 'index.html',
      mediaType: 'text/html; charset=utf-8',
      render: (version, desk, related) =>
        storyDocument(version, desk, {
          formats,
          translations: related?.translations ?? [],
          feeds: related?.feeds ?? [],
        }),
    },
  };
}

type Around = {
  readonly formats: readonly Format[];
  /** The same story in other languages. */
  readonly translations: readonly StoryVersion[];
  /** Those that it stands in, but for the main one. */
  readonly feeds: readonly FeedLink[];
};

function storyDocument(version: StoryVersion, desk: Desk, around: Around): string {
  const { formats, translations, feeds } = around;
  const { story, slug, pubStatus } = version;
  const words = pageWords(story.language);
  if (pubStatus !== 'usable') return noticeDocument(version, desk, around, words);
  return page({
    desk,
    toRoot: TO_ROOT,
    language: story.language,
    wordsLanguage: words.language,
    title: `${story.headline} – ${desk.agency.name}`,
    head: [
      markup`<meta name="description" content="${shortened(summaryOf(story), DESCRIPTION_CHARACTERS_MAX)}">`,
      markup`<link rel="canonical" href="${storyUrl(slug, desk)}">`,
      ...languageLinks(version, translations, desk),
      ...(story.expires === undefined
        ? []
        : [markup`<meta name="robots" content="unavailable_after: ${story.expires}">`]),
      ...autodiscovery(desk.agency.name, feedFormatsOf(formats), TO_ROOT),
      ...furtherFeeds(feeds, feedFormatsOf(formats), TO_ROOT, desk, AUTODISCOVERY_BYTES_MAX),
      ...openGraph(version, desk),
      newsArticle(version, desk),
    ],
    masthead: masthead(desk),
    bar: crumbBar(crumbsOf(feeds), undefined, { desk, words, toRoot: TO_ROOT }),
    main: article(version, desk, { words, translations, isInSection: crumbsOf(feeds).length > 0 }),
    footer: colophon(version, desk, words, formats),
  });
}

/** Where a story was that has been withdrawn: nothing for search engines, and nothing to share. */
function noticeDocument(version: StoryVersion, desk: Desk, { formats, feeds }: Around, words: PageWords): string {
  const { language, headline } = version.story;
  const since = version.pubStatus === 'canceled' ? words.killed : words.held;
  const when = timeHtml(version.versionCreated, language, desk.timeZone);
  return page({
    desk,
    toRoot: TO_ROOT,
    language,
    wordsLanguage: words.language,
    title: `${headline} – ${desk.agency.name}`,
    head: [
      markup`<meta name="robots" content="noindex">`,
      ...autodiscovery(desk.agency.name, feedFormatsOf(formats), TO_ROOT),
    ],
    masthead: masthead(desk),
    bar: crumbBar(crumbsOf(feeds), undefined, { desk, words, toRoot: TO_ROOT }),
    main: markup`<article class="notice"${languageUnless(words.language, language)}>
<header>
<h1>${trusted(escapeWrappable(headline))}</h1>
<p class="dates">${wordsIn(words.language, language, since)} ${when}</p>
</header>
<div class="body">
${trusted(bodyHtml(version.story, escapeWrappable))}
</div>
</article>`,
    footer: colophon(version, desk, words, []),
  });
}

/** The way to it from the front page. */
function crumbsOf(feeds: readonly FeedLink[]): readonly FeedLink[] {
  return feeds.filter(({ kind }) => kind === 'section');
}

function masthead(desk: Desk): Markup {
  return markup`<a class="agency" href="${TO_ROOT}" rel="home"><bdi>${desk.agency.name}</bdi></a>`;
}

/** For search engines: every language of the story, this one included, on every page of it. */
function languageLinks(version: StoryVersion, translations: readonly StoryVersion[], desk: Desk): readonly Markup[] {
  if (translations.length === 0) return [];
  return [version, ...translations].map(
    ({ story, slug }) => markup`<link rel="alternate" hreflang="${story.language}" href="${storyUrl(slug, desk)}">`,
  );
}

/** For readers: each language by its own name. */
function otherLanguages(translations: readonly StoryVersion[], words: PageWords, language: string): Markup | false {
  if (translations.length === 0) return false;
  const links = translations.map(
    ({ story, slug }) =>
      markup`<a href="../${slug}/" hreflang="${story.language}"${languageUnless(language, story.language)}>${ownNameOf(story.language)}</a>`,
  );
  return markup`<p class="languages">${wordsIn(words.language, language, `${words.otherLanguages}:`)} ${joined(links, ' · ')}</p>\n`;
}

/** `français`; the tag where nobody here knows the language. */
function ownNameOf(language: string): string {
  return namesIn(language).of(primaryLanguage(language)) ?? language;
}

const namesIn = remembered(
  (language) => new Intl.DisplayNames([language, 'en'], { type: 'language', fallback: 'code' }),
);

type ArticleContext = Pick<Around, 'translations'> & {
  readonly words: PageWords;
  /** The bar above says which. */
  readonly isInSection: boolean;
};

function article(version: StoryVersion, desk: Desk, { words, translations, isInSection }: ArticleContext): Markup {
  const { story } = version;
  const { section, byline, language, keywords, subheadlines = [] } = story;
  const rights = rightsOf(story, desk);
  return markup`<article${languageUnless(words.language, language)}>
<header>
${section !== undefined && !isInSection && markup`<p class="section">${section}</p>\n`}<h1>${trusted(escapeWrappable(story.headline))}</h1>
${subheadlines.map((text) => markup`<p class="subheadline">${text}</p>\n`)}${byline !== undefined && markup`<p class="byline">${byline}</p>\n`}<p class="dates"><bdi class="credit">${creditLineOf(story, desk)}</bdi> ${firstCreatedHtml(version, language, desk.timeZone)}</p>
${laterVersion(version, desk, words)}${otherLanguages(translations, words, language)}</header>
${corrections(version, desk)}${leadFigure(version, desk)}<div class="body">
${trusted(bodyHtml(story, escapeWrappable))}
</div>
${furtherFigures(version, desk)}<footer>
${keywords.length > 0 && markup`<p class="keywords">${wordsIn(words.language, language, `${words.keywords}:`)} ${joined(keywords.map(isolated), ' · ')}</p>\n`}<p class="rights" dir="auto">${rights.notice}</p>
<p class="rights" dir="auto">${rights.usageTerms}</p>
</footer>
</article>`;
}

/** Readers who come back are told that the text is no longer the one they read. */
function laterVersion(version: StoryVersion, desk: Desk, words: PageWords): Markup | false {
  if (previousVersion(version) === undefined) return false;
  const { language } = version.story;
  const changed = version.event === 'story.corrected' ? words.corrected : words.updated;
  const when = timeHtml(version.versionCreated, language, desk.timeZone);
  const which = wordsIn(words.language, language, `${words.version} ${version.version}`);
  return markup`<p class="dates">${wordsIn(words.language, language, changed)} ${when} · ${which}</p>\n`;
}

/** What was wrong, above the text, so that nobody reads that without it. */
function corrections({ corrections: all = [], story }: StoryVersion, desk: Desk): Markup | false {
  if (all.length === 0) return false;
  return markup`<aside class="corrections">
${all
  .toReversed()
  .map(
    (correction) =>
      markup`<p><bdi>${noticeHtml(correction, story.language)}</bdi> <small class="dates">${timeHtml(correction.at, story.language, desk.timeZone)}</small></p>\n`,
  )}</aside>
`;
}

function noticeHtml(correction: Correction, language: string): Markup {
  const { label, text } = correctionWords(correction, language);
  return markup`${label !== undefined && markup`<strong>${label}</strong> `}${trusted(escapeWrappable(text))}`;
}

/** Where the story lies beside this page in other formats. */
function colophon(version: StoryVersion, desk: Desk, words: PageWords, formats: readonly Format[]): Markup {
  const links = formats.flatMap(({ story, standard }) =>
    story === undefined
      ? []
      : [
          markup`<a href="${story.fileName}" rel="alternate" type="${typeOnly(story.mediaType)}"><bdi>${standard}</bdi></a>`,
        ],
  );
  const formatLinks = markup`<p class="links">${words.otherFormats}: ${joined(links, ' · ')}</p>\n`;
  return markup`
${links.length > 0 && formatLinks}<p><bdi dir="ltr">${version.guid}</bdi></p>
<p class="address" dir="ltr">${storyUrl(version.slug, desk)}</p>
<p class="links"><a href="${TO_ROOT}">${words.latest}</a></p>
`;
}

/** A word of any direction that leaves the order of its neighbours alone. */
function isolated(word: string): Markup {
  return markup`<bdi>${word}</bdi>`;
}
