/** Plain text of a story, made fit for markup: the one place where text becomes HTML. */
import type { Desk } from '../story/desk.ts';
import type { Rights, Story, StoryVersion } from '../story/story.ts';

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

/** The body as HTML: one plain `p` a paragraph. */
export function bodyHtml(story: Story): string {
  return story.body.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`).join('\n');
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

export function wordCount(story: Story): number {
  return story.body.reduce((count, paragraph) => count + (paragraph.match(/\S+/g)?.length ?? 0), 0);
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

const RIGHT_TO_LEFT = new Set(['ar', 'fa', 'he', 'ur', 'ps', 'sd', 'ug', 'yi', 'dv', 'ckb']);

/** The base direction of a language's usual script, as `dir` wants it. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  const { language: primary, script } = new Intl.Locale(language);
  if (script !== undefined) {
    return ['Arab', 'Hebr', 'Thaa', 'Nkoo', 'Syrc', 'Adlm'].includes(script) ? 'rtl' : 'ltr';
  }
  return RIGHT_TO_LEFT.has(primary) ? 'rtl' : 'ltr';
}
