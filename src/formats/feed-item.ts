/** What RSS, Atom and JSON Feed all say of a story and of the feed that holds it. */
import type { Desk } from '../story/desk.ts';
import type { Feed } from '../story/feed.ts';
import { type Instant, toInstant } from '../story/instant.ts';
import { mediaTopicLabel } from '../story/media-topics.ts';
import type { Story, StoryVersion } from '../story/story.ts';
import { subjectCodeLabel } from '../story/subject-codes.ts';
import { inItsDirection } from './editorial-notes.ts';
import { SCHEME_URIS } from './subjects.ts';
import { bodyHtml, leadOf, rightsOf } from './text.ts';

/** The head of a feed document; a document pushed for one story has no last event on the wire. */
export type FeedHead = Omit<Feed, 'latestEvent' | 'kind' | 'label'> & {
  /** Pushed, it lies nowhere. */
  readonly isPushed?: true;
  /** The document is this archive of the feed, by its number from 1. */
  readonly archive?: number;
};

export type Category = {
  /** URI of the vocabulary; the desk's own sections and keywords belong to none. */
  readonly scheme?: string;
  readonly term: string;
  /** For people, in the story's language where the vocabulary has it. */
  readonly label: string;
};

/**
 * The head of a pushed document: the main feed, cut down to the one story that is new, as WebSub §7 lets hubs do. So a
 * receiver may treat what is pushed and what it polls alike.
 */
export function pushHead(desk: Desk): FeedHead {
  const { name } = desk.agency;
  return { name: 'main', path: '', title: name, description: name, language: desk.language, isPushed: true };
}

/** When the feed last changed: its newest version, or the wire's last event where it holds no story. Never the clock. */
export function updatedOf(feed: Feed, stories: readonly StoryVersion[]): Instant {
  return newestVersion(stories) ?? toInstant(new Date(feed.latestEvent.committedAt));
}

/** Of one that all of its stories have left nothing changes any more, whatever comes to the feed. */
export function archiveUpdatedOf(stories: readonly StoryVersion[]): Instant {
  return newestVersion(stories) ?? toInstant(new Date(0));
}

function newestVersion(stories: readonly StoryVersion[]): Instant | undefined {
  // Instants sort as their text does.
  return stories
    .map(({ versionCreated }) => versionCreated)
    .toSorted()
    .at(-1);
}

/** `By Aminata Diallo`: feed readers put a `by` of their own before the name. */
const BY = /^(?:by|par|por|بقلم)[:\s]+(?=\S)/iu;

/** The byline's name, else the agency as the copy names it, else the desk's agency. */
export function authorOf(story: Story, desk: Desk): string {
  const byline = story.byline?.trim().replace(BY, '');
  return [byline, story.agencyLine].find(hasText) ?? desk.agency.name;
}

/** The lead, as plain text; the headline where the first paragraph is a dateline alone. */
export function summaryOf(story: Story): string {
  return hasText(leadOf(story)) ? leadOf(story) : story.headline;
}

/** The full text, and nothing beside it. */
export function contentHtml(story: Story): string {
  return inItsDirection(bodyHtml(story), story.language);
}

/** The story's own copyright notice, where it is not the desk's. */
export function ownNotice(story: Story, desk: Desk): string | undefined {
  const { notice } = rightsOf(story, desk);
  return notice === desk.rights.notice || !hasText(notice) ? undefined : notice;
}

/** Section, subjects and keywords, each once. */
export function categoriesOf(story: Story): readonly Category[] {
  const section = story.section === undefined ? [] : [story.section];
  const words = [...section, ...story.keywords].filter(hasText);
  return [
    ...[...new Set(words)].map((word) => ({ term: word, label: word })),
    ...story.subjects.map(({ scheme, code }) => ({
      scheme: SCHEME_URIS[scheme],
      term: code,
      label: (scheme === 'medtop' ? mediaTopicLabel(code, story.language) : subjectCodeLabel(code)) ?? code,
    })),
  ];
}

function hasText(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== '';
}
