/** A newsMessage: the envelope in which NewsML-G2 items travel together. */
import type { Desk } from '../story/desk.ts';
import type { Feed, LogPosition } from '../story/feed.ts';
import { toInstant } from '../story/instant.ts';
import type { StoryVersion } from '../story/story.ts';
import { feedUrl } from './addresses.ts';
import { IPTC_CATALOG, NAR } from './newsml-catalog.ts';
import { appendNewsItem } from './newsml-item.ts';
import { element, elementIn, type XmlElement, type XmlParent } from './xml-tree.ts';

export const MESSAGE_FILE = 'newsml-g2.xml';

/** The latest stories of a feed, newest first; there must be one, since an empty itemSet is invalid. Returns that. */
export function appendNewsMessage(
  document: XmlParent,
  feed: Pick<Feed, 'name' | 'path' | 'latestEvent'>,
  stories: readonly [StoryVersion, ...StoryVersion[]],
  desk: Desk,
): XmlElement {
  const { name, latestEvent } = feed;
  const [newest] = stories;
  const itemSet = appendMessage(
    document,
    {
      latestEvent,
      feedName: name,
      // Superdesk must have a priority: that of the story that was new.
      priority: newest.story.urgency,
      origin: feedUrl(feed, MESSAGE_FILE, desk),
      ...(newest.audience !== undefined && { secret: `${newest.slug}/${newest.version}` }),
    },
    desk,
  );
  for (const version of stories) appendNewsItem(itemSet, version, desk);
  return itemSet;
}

export type MessageHead = {
  /** What made the message: what it says of itself comes from the wire, so that the same stories give the same bytes. */
  readonly latestEvent: LogPosition;
  /** `main`, or what else is sent: the destination is whoever takes that. */
  readonly feedName: string;
  /** 1 to 9. */
  readonly priority: number;
  /** Where the same message can be fetched. */
  readonly origin: string;
  /** What names a message of a story under embargo. */
  readonly secret?: string;
};

/** The envelope. Returns the itemSet, to which the caller appends the items. */
export function appendMessage(document: XmlParent, head: MessageHead, desk: Desk): XmlElement {
  const { latestEvent, feedName, priority, origin, secret } = head;
  const { domain } = desk.agency;
  const sent = toInstant(new Date(latestEvent.committedAt));
  const message = elementIn(NAR, document, 'newsMessage');
  const header = element(message, 'header');
  element(header, 'sent', {}, sent);
  element(header, 'catalogRef', { href: IPTC_CATALOG });
  element(header, 'sender', {}, domain);
  // A tag URI (RFC 4151) that ties the message to the wire: a resend of the same has the same, another feed another. What is
  // under embargo has no number on the wire of its own.
  const part = (feedName === 'main' ? '' : `/${feedName}`) + (secret === undefined ? '' : `/${secret}`);
  element(header, 'transmitId', {}, `tag:${domain},${sent.slice(0, 4)}:wire/${latestEvent.seq}${part}`);
  element(header, 'priority', {}, String(priority));
  element(header, 'origin', {}, origin);
  element(header, 'destination', {}, feedName);
  return element(message, 'itemSet');
}
