/**
 * How a feed document leads to the rest of its feed (RFC 5005 §4): stories that have left it stand in archive documents,
 * each of which leads to the one before. An archive is complete from the first day and keeps its address and its set of
 * stories; a story in it that is corrected or killed is so there too, and in the feed document itself (§4.1).
 */
import type { Desk } from '../story/desk.ts';
import type { Feed } from '../story/feed.ts';
import { feedUrl } from './addresses.ts';
import type { FeedHead } from './feed-item.ts';
import type { FeedDocument } from './format.ts';

export const HISTORY_NAMESPACE = 'http://purl.org/syndication/history/1.0';

/** `archives/rss-12.xml`, below the feed's folder. */
export function archiveFileName({ fileName }: Pick<FeedDocument, 'fileName'>, number: number): string {
  return `${ARCHIVES_FOLDER}${fileName.replace(/(?=\.\w+$)/, `-${number}`)}`;
}

export const ARCHIVES_FOLDER = 'archives/';

/** Of an archive of the feed. It announces no hub: nobody subscribes to what does not change. */
export function archiveHead({ hub: _hub, ...feed }: Feed, archive: number): Feed & FeedHead {
  return { ...feed, archive };
}

export type HistoryLink = { readonly rel: 'prev-archive' | 'current'; readonly href: string };

/** Where the document itself lies: that of the feed, or the archive that the head is of. */
export function documentUrl(head: FeedHead, fileName: string, desk: Desk): string {
  return feedUrl(head, head.archive === undefined ? fileName : archiveFileName({ fileName }, head.archive), desk);
}

/** To the archive before, and from an archive to the feed document that readers subscribe to. */
export function historyLinks(head: FeedHead, fileName: string, desk: Desk): readonly HistoryLink[] {
  const { archive, archives = 0 } = head;
  const previous = archive === undefined ? archives : archive - 1;
  return [
    ...(archive === undefined ? [] : [{ rel: 'current', href: feedUrl(head, fileName, desk) } as const]),
    ...(previous < 1
      ? []
      : [{ rel: 'prev-archive', href: feedUrl(head, archiveFileName({ fileName }, previous), desk) } as const]),
  ];
}
