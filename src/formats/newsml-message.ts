/** A newsMessage: the envelope in which NewsML-G2 items travel together. */
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js';

import type { Desk } from '../story/desk.ts';
import type { Feed } from '../story/feed.ts';
import { toInstant } from '../story/instant.ts';
import type { StoryVersion } from '../story/story.ts';
import { feedUrl } from './addresses.ts';
import { IPTC_CATALOG } from './newsml-catalog.ts';
import { appendNewsItem, NAR } from './newsml-item.ts';
import { element, elementIn } from './xml.ts';

export const MESSAGE_FILE = 'newsml-g2.xml';

/** The latest stories of a feed, newest first; there must be one, since an empty itemSet is invalid. */
export function appendNewsMessage(
  document: XMLBuilder,
  feed: Feed,
  stories: readonly [StoryVersion, ...StoryVersion[]],
  desk: Desk,
): void {
  const message = elementIn(NAR, document, 'newsMessage');
  appendHeader(message, feed, stories[0], desk);
  const itemSet = element(message, 'itemSet');
  for (const version of stories) appendNewsItem(itemSet, version, desk);
}

/**
 * What the message says of itself comes from the wire's last event, so that the same stories give the same bytes. The
 * priority, which Superdesk must have, is that of the story that was new.
 */
function appendHeader(message: XMLBuilder, feed: Feed, newest: StoryVersion, desk: Desk): void {
  const sent = toInstant(new Date(feed.latestEvent.committedAt));
  const { domain } = desk.agency;
  const header = element(message, 'header');
  element(header, 'sent', {}, sent);
  element(header, 'catalogRef', { href: IPTC_CATALOG });
  element(header, 'sender', {}, domain);
  // A tag URI (RFC 4151) that ties the message to the wire: a resend of the same has the same. What is under embargo has no
  // number on the wire of its own.
  const secret = newest.audience === undefined ? '' : `/${newest.slug}/${newest.version}`;
  element(header, 'transmitId', {}, `tag:${domain},${sent.slice(0, 4)}:wire/${feed.latestEvent.seq}${secret}`);
  element(header, 'priority', {}, String(newest.story.urgency));
  element(header, 'origin', {}, feedUrl(feed, MESSAGE_FILE, desk));
}
