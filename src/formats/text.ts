/** Plain text of a story, made fit for markup: the one place where text becomes HTML. */
import type { Desk } from '../story/desk.ts';
import { type BodyPart, bodyParts } from '../story/body-parts.ts';
import type { Rights, Story, StoryVersion } from '../story/story.ts';
import { remembered } from '../story/remembered.ts';

const HTML_ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for HTML, in element content and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => HTML_ESCAPES[character] ?? character);
}

/** Text for HTML in element content alone: quotes stay, for whoever sees the source of it. */
export function escapeText(text: string): string {
  return text.replace(/[&<>]/g, (character) => HTML_ESCAPES[character] ?? character);
}

/**
 * The same for a page that may be narrow: a word as no language has it may break after each hundred letters. Where it may not,
 * browsers shape an Arabic one anew for every line, and one of 10,000 letters stops them for seconds (Chromium 156).
 */
export function escapeWrappable(text: string): string {
  return text
    .split(/(\S{100})(?=\S)/u)
    .map((piece, index) => escapeHtml(piece) + (index % 2 === 1 ? '<wbr>' : ''))
    .join('');
}

/** Elements that readers and ingest systems alike keep: the headline is the page's `h1`. */
export const ELEMENT_OF: Readonly<Record<BodyPart['form'], string>> = {
  paragraph: 'p',
  subhead: 'h2',
  preformatted: 'pre',
};

/** The body as HTML: one plain element a paragraph. */
export function bodyHtml(story: Story, escape: (text: string) => string = escapeHtml): string {
  return bodyParts(story)
    .map((part) => htmlOf(part, escape))
    .join('\n');
}

function htmlOf({ form, text }: BodyPart, escape: (text: string) => string): string {
  const element = ELEMENT_OF[form];
  // HTML parsers drop a line feed right after <pre> (HTML §13.2.6.4.7).
  const first = form === 'preformatted' && text.startsWith('\n') ? '\n' : '';
  return `<${element}>${first}${escape(text)}</${element}>`;
}

/** The body as plain text, a blank line between paragraphs. */
export function bodyText(story: Story): string {
  return story.body.join('\n\n');
}

/** The lead paragraph, without its dateline: what a reader shows below the headline. */
export function leadOf(story: Story): string {
  const first = story.body[0] ?? '';
  const dateline = story.dateline?.text;
  return dateline !== undefined && first.startsWith(dateline) ? first.slice(dateline.length).trimStart() : first;
}

/** Nearly every format says it, of stories that never change. */
const wordCounts = new WeakMap<Story, number>();

export function wordCount(story: Story): number {
  const known = wordCounts.get(story);
  if (known !== undefined) return known;
  const words = story.body.reduce((count, paragraph) => count + (paragraph.match(/\S+/g)?.length ?? 0), 0);
  wordCounts.set(story, words);
  return words;
}

export function charCount(story: Story): number {
  return bodyText(story).length;
}

/** The story's own rights where it states them, else the desk's. */
export function rightsOf(story: Story, desk: Desk): Rights {
  return { ...desk.rights, ...story.rights };
}

/** The slugline filed, else the story's slug: desks name their files by it, and ingest systems file stories under it. */
export function sluglineOf({ story, slug }: StoryVersion): string {
  return story.slugline ?? slug;
}

/** `PANA`: the credit line filed, else the agency named in the dateline or sign-off, else the desk's. */
export function creditLineOf(story: Story, desk: Desk): string {
  return story.creditLine ?? story.dateline?.agency ?? story.signOff?.agency ?? desk.agency.mark;
}

/** The base direction of a language in its usual script, or in the one that its tag names, as `dir` wants it. */
export const directionOf: (language: string) => 'ltr' | 'rtl' = remembered(
  (language) => new Intl.Locale(language).getTextInfo().direction ?? 'ltr',
);

declare global {
  // Of ECMA-402, and in Node from 24. TypeScript has it in a library that declares Temporal too, which Node 24 has not.
  namespace Intl {
    interface Locale {
      getTextInfo(): { direction?: 'ltr' | 'rtl' };
    }
  }
}
