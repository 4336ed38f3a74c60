/** Where documents lie below the desk's base URL (DESIGN.md §7 calls it `feeds/`). */
import type { Desk } from '../story/desk.ts';
import type { Feed } from '../story/feed.ts';

export function storyFolder(slug: string): string {
  return `stories/${slug}/`;
}

export function storyUrl(slug: string, desk: Desk): string {
  return new URL(storyFolder(slug), desk.baseUrl).href;
}

export function storyDocumentUrl(slug: string, fileName: string, desk: Desk): string {
  return new URL(storyFolder(slug) + fileName, desk.baseUrl).href;
}

/** The page of a feed; the front page for the main one. */
export function feedPageUrl(feed: Pick<Feed, 'path'>, desk: Desk): string {
  return new URL(feed.path, desk.baseUrl).href;
}

export function feedUrl(feed: Pick<Feed, 'path'>, fileName: string, desk: Desk): string {
  return new URL(feed.path + fileName, desk.baseUrl).href;
}

/**
 * In the folder of a story that has been withdrawn: the status with which HTTP answers for all that lies there, `410` or
 * `404`. A hidden file, so that nobody is served it.
 */
export const STATUS_FILE = '.status';
