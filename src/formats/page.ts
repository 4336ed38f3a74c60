/** The frame that all pages share: head, masthead, main part, foot. Readable without script, and without its style too. */
import type { Desk } from '../story/desk.ts';
import { CONTENT_SECURITY_POLICY } from './content-security-policy.ts';
import { type Markup, markup } from './markup.ts';
import { assetOf, COPY_SCRIPT_FILE, ICON_FILE, PAGE_STYLE_FILE } from './page-assets.ts';
import { pageWords, type PageWords } from './page-words.ts';
import { directionOf } from './text.ts';
import { primaryLanguage } from '../story/language.ts';

export type Page = {
  readonly desk: Desk;
  /** From the page to the front page, as in a link: empty, or `../` as often as it lies deep. */
  readonly toRoot: string;
  /** BCP 47, of what the page is about. */
  readonly language: string;
  /** Of the words around it. */
  readonly wordsLanguage: string;
  readonly title: string;
  /** Elements of the head beyond those of every page. */
  readonly head: readonly Markup[];
  readonly masthead: Markup;
  /** Where else one may go. */
  readonly bar?: Markup;
  readonly main: Markup;
  readonly footer?: Markup;
  /** The page has addresses to copy. */
  readonly hasAddresses?: true;
};

/**
 * The policy stands in the page as well as in the header field: so it holds on any host and in a copy on disk. (HTML lets
 * it stand for all that comes after it, so it comes first.)
 */
export function page({
  desk,
  toRoot,
  language,
  wordsLanguage,
  title,
  head,
  masthead,
  bar,
  main,
  footer,
  hasAddresses,
}: Page): string {
  const words = pageWords(wordsLanguage);
  const script = hasAddresses && copyScript(words, assetOf(COPY_SCRIPT_FILE, toRoot, desk));
  const { html } = markup`<!DOCTYPE html>
<html ${languageOf(language)}>
<head>
<meta charset="utf-8">
<meta http-equiv="content-security-policy" content="${CONTENT_SECURITY_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="stylesheet" href="${assetOf(PAGE_STYLE_FILE, toRoot, desk)}">
<link rel="icon" type="image/svg+xml" href="${assetOf(ICON_FILE, toRoot, desk)}">
${script}${head.map((element) => markup`${element}\n`)}</head>
<body${languageUnless(language, wordsLanguage)}>
<a class="unseen skip" href="#main">${words.skip}</a>
<header class="masthead">
${masthead}
${bar && markup`<div class="bar">${bar}</div>\n`}</header>
<main id="main">
${main}
</main>
${footer && markup`<footer class="colophon">${footer}</footer>\n`}</body>
</html>
`;
  return html;
}

/** The script takes its words from the element that loads it. */
function copyScript({ copy, copied }: PageWords, address: string): Markup {
  return markup`<script defer src="${address}" data-copy="${copy}" data-copied="${copied}"></script>\n`;
}

/** `lang="ar" dir="rtl"`. */
function languageOf(language: string): Markup {
  return markup`lang="${language}" dir="${directionOf(language)}"`;
}

/** The same, with a blank before it, for what stands in an element of another language; else nothing. */
export function languageUnless(around: string, language: string): Markup {
  return readsAlike(around, language) ? markup`` : markup` ${languageOf(language)}`;
}

/** Words that may be in another language than the element around them. */
export function wordsIn(language: string, around: string, words: string): Markup {
  return readsAlike(around, language)
    ? markup`${words}`
    : markup`<span${languageUnless(around, language)}>${words}</span>`;
}

/** `fr-SN` and `fr` do. */
function readsAlike(a: string, b: string): boolean {
  return primaryLanguage(a) === primaryLanguage(b) && directionOf(a) === directionOf(b);
}

/** Not more than `charactersMax`, cut between words. */
export function shortened(text: string, charactersMax: number): string {
  if (text.length <= charactersMax) return text;
  const cut = text.slice(0, charactersMax);
  const lastBlank = cut.search(/\s+\S*$/);
  return `${(lastBlank > 0 ? cut.slice(0, lastBlank) : cut).toWellFormed().replace(/\uFFFD$/, '')} …`;
}
