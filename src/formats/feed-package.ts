/**
 * How the npm package `feed` is called here (measured on 6.0.0): what must be done to text before it, so that it
 * arrives as it was. One `Feed` object serves one format: its three writers treat the same field differently.
 */
import type { FeedOptions } from 'feed';

import type { Desk } from '../story/desk.ts';
import type { Instant } from '../story/instant.ts';
import { feedPageUrl } from './addresses.ts';
import type { FeedHead } from './feed-item.ts';

/** The options that RSS and Atom share. Every one that `feed` would fill from the clock or with its own name is set. */
export function feedOptions(head: FeedHead, updated: Instant, desk: Desk): FeedOptions {
  return {
    title: feedText(head.title),
    description: feedText(head.description),
    link: feedPageUrl(head, desk),
    updated: new Date(updated),
    copyright: feedText(desk.rights.notice),
    generator: feedText(`${desk.generator.name} ${desk.generator.version}`),
    ...(head.hub === undefined ? {} : { hub: head.hub }),
  };
}

/**
 * Text for the places where `feed` writes plain text. Its XML writer takes every `&amp;` for text that is escaped
 * already and turns it back first, so that a literal `&amp;` would arrive as `&`.
 */
export function feedText(text: string): string {
  return text.replaceAll('&', '&amp;');
}
