/** The header fields of a document that lies in `feeds/`, and those of the answer that it has not changed. */
import { httpDate } from './http-date.ts';
import { CACHE_CONTROL, CROSS_ORIGIN_HEADERS, SECURITY_HEADERS } from './response-headers.ts';
import { type Robots, robotsTagOf } from './robots.ts';
import type { PublishedFile } from './published-file.ts';
import type { Sent } from './serve-file.ts';

/** What a 304 must carry as the 200 would have (RFC 9110 §15.4.5), and what browsers check on each answer. */
export function unchangedHeaders(sent: Sent): Record<string, string> {
  const { file, sentAt } = sent;
  return {
    date: httpDate(sentAt),
    etag: etagOf(sent),
    'cache-control': cacheControlOf(file),
    vary: FEED_TYPE.test(file.mediaType) ? 'Accept-Encoding, Sec-Fetch-Dest' : 'Accept-Encoding',
    ...SECURITY_HEADERS,
    ...CROSS_ORIGIN_HEADERS,
  };
}

/** Chromium shows what is so declared as plain text, whatever style it leads to. */
const FEED_TYPE = /^application\/(?:rss|atom)\+xml\b/;

/** A feed that somebody opens in a window (Fetch Metadata, §2.2) is XML, laid out by its style; the bytes are the same. */
function declaredType({ file, isInWindow }: AsDeclared): string {
  return isInWindow === true ? file.mediaType.replace(FEED_TYPE, 'application/xml') : file.mediaType;
}

/**
 * Each type has its own (RFC 9110 §8.8.1): what a reader in a browser has fetched is kept there under the other type, which
 * no 304 mends, and a window would show it as plain text.
 */
export function etagOf({ content, ...declared }: AsDeclared & Pick<Sent, 'content'>): string {
  const isAsItIs = declaredType(declared) === declared.file.mediaType;
  return isAsItIs ? content.etag : content.etag.replace(/"$/, '-xml"');
}

type AsDeclared = Pick<Sent, 'file' | 'isInWindow'>;

export function documentHeaders(sent: Sent, robots: Robots): Record<string, string> {
  const { file, content, coding, link } = sent;
  const headers = unchangedHeaders(sent);
  headers['content-type'] = declaredType(sent);
  headers['content-length'] = String(content.bytes.byteLength);
  if (isDateTold(sent)) headers['last-modified'] = httpDate(file.modifiedAt);
  headers['accept-ranges'] = 'none';
  if (coding !== 'identity') headers['content-encoding'] = coding;
  if (link !== undefined) headers['link'] = link;
  const robotsTag = robotsTagOf(file.mediaType, robots);
  if (robotsTag !== undefined) headers['x-robots-tag'] = robotsTag;
  return headers;
}

/** Of what stands in the place of a story that has been withdrawn: nothing there can be asked for again on conditions. */
export function noticeHeaders({ file, content, coding, sentAt }: Sent): Record<string, string> {
  return {
    date: httpDate(sentAt),
    'content-type': file.mediaType,
    'content-length': String(content.bytes.byteLength),
    ...(coding !== 'identity' && { 'content-encoding': coding }),
    'cache-control': CACHE_CONTROL.story,
    vary: 'Accept-Encoding',
    ...SECURITY_HEADERS,
    ...CROSS_ORIGIN_HEADERS,
  };
}

function cacheControlOf({ segments, mediaType }: PublishedFile): string {
  if (segments[0] === 'stories') return CACHE_CONTROL.story;
  return /^(?:image\/|text\/(?:css|javascript))/.test(mediaType) ? CACHE_CONTROL.asset : CACHE_CONTROL.feed;
}

/**
 * Who has a date as late, and is sent the document all the same, has another version: from before this desk's clock was set
 * back, or it was given older files. That is not said by a date.
 */
function isDateTold({ file, sentAt, isDatedUpTo }: Sent): boolean {
  return isPast(file.modifiedAt, sentAt) && isDatedUpTo !== true;
}

/**
 * Of a second that is still running, or to come, nothing is said: Last-Modified is never later than Date (RFC 9110
 * §8.8.2.1), and what changes again within that second would look unchanged to whoever asks by date alone. An earlier
 * date in its place may be that of the version before: curl, and newsboat with it, drop an answer whose Last-Modified is
 * not later than that which they have, and keep its ETag, so that the change never reaches their users.
 */
function isPast(modifiedAt: Date, sentAt: Date): boolean {
  return secondOf(modifiedAt) < secondOf(sentAt);
}

function secondOf(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}
