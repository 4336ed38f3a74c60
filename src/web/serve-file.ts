/** A GET or HEAD for something below `feeds/`. */
import type { Logger } from 'pino';

import { answer } from './answers.ts';
import type { ByteCache } from './byte-cache.ts';
import { chooseCoding, type Coding } from './content-coding.ts';
import { httpDate } from './http-date.ts';
import type { MediaTypeOf } from './media-types.ts';
import { evaluatePreconditions } from './preconditions.ts';
import { type Content, findPublished, type Found, type PublishedFile } from './published-file.ts';
import { etagOf, isWorthCompressing, representationOf } from './representation.ts';
import { CACHE_CONTROL, CROSS_ORIGIN_HEADERS, SECURITY_HEADERS } from './response-headers.ts';
import { withdrawnStatus } from './withdrawn.ts';

export type FileServing = {
  readonly feedsFolder: string;
  readonly mediaTypeOf: MediaTypeOf;
  readonly cache: ByteCache<Content>;
  readonly now: () => Date;
  readonly log: Pick<Logger, 'error'>;
  /** The Link field of what lies at a path, where it has one. */
  readonly linkOf?: (path: string) => string | undefined;
};

export type FileRequest = {
  readonly segments: readonly string[];
  readonly endsWithSlash: boolean;
  readonly query: string;
  readonly headers: Headers;
};

/** A file may be replaced between being found and being read; a desk does not replace it three times meanwhile. */
const TRIES_MAX = 3;

/** `undefined`: nothing is published there. */
export async function serveFile(request: FileRequest, serving: FileServing): Promise<Response | undefined> {
  try {
    for (let tries = 0; tries < TRIES_MAX; tries += 1) {
      const outcome = await tryToServe(request, serving);
      if (outcome !== 'replaced') return outcome;
    }
    return answer(503, 'This document is changing at the moment. Ask again in a second.\n', { 'retry-after': '1' });
  } catch (error) {
    serving.log.error({ err: error, path: request.segments.join('/') }, 'cannot read a published file');
    return answer(500, 'This document cannot be read at the moment. The desk has been told.\n');
  }
}

async function tryToServe(request: FileRequest, serving: FileServing): Promise<Response | undefined | 'replaced'> {
  const { segments, endsWithSlash } = request;
  const { feedsFolder, mediaTypeOf } = serving;
  const asked = endsWithSlash ? [...segments, 'index.html'] : segments;
  const found = await findPublished(feedsFolder, asked, mediaTypeOf);
  const status = await withdrawnStatus(feedsFolder, segments);
  if (status !== undefined && found.kind !== 'folder')
    return serveNotice(status, segments, found, serving, request.headers);
  if (found.kind === 'folder') return endsWithSlash ? undefined : redirectIntoFolder(request);
  return found.kind === 'file' ? answerWith(found.file, request.headers, serving, linkTo(asked, serving)) : undefined;
}

function linkTo(asked: readonly string[], { linkOf }: FileServing): Readonly<Record<string, string>> {
  const link = linkOf?.(asked.join('/'));
  return link === undefined ? {} : { link };
}

/**
 * The notice in the format that was asked for, else its page. No conditions are looked at, and no validators given: they
 * are for answers of success (RFC 9110 §13.2.1).
 */
async function serveNotice(
  status: 404 | 410,
  segments: readonly string[],
  found: Found,
  { feedsFolder, mediaTypeOf, cache, now }: FileServing,
  headers: Headers,
): Promise<Response | 'replaced'> {
  const page = [...segments.slice(0, 2), 'index.html'];
  const notice = found.kind === 'file' ? found : await findPublished(feedsFolder, page, mediaTypeOf);
  if (notice.kind !== 'file') return answer(status, 'This story has been withdrawn.\n', NOTICE_HEADERS);
  const { file } = notice;
  const coding = chooseCoding(headers.get('accept-encoding'), isWorthCompressing(file)) ?? 'identity';
  const content = await representationOf(file, coding, cache);
  if (content === undefined) return 'replaced';
  return new Response(content.bytes, {
    status,
    headers: {
      date: httpDate(now()),
      'content-type': file.mediaType,
      'content-length': String(content.bytes.byteLength),
      vary: 'Accept-Encoding',
      ...(coding === 'identity' ? {} : { 'content-encoding': coding }),
      ...NOTICE_HEADERS,
      ...SECURITY_HEADERS,
      ...CROSS_ORIGIN_HEADERS,
    },
  });
}

const NOTICE_HEADERS: Readonly<Record<string, string>> = {
  'cache-control': CACHE_CONTROL,
  'x-robots-tag': 'noindex',
};

/** Relative, so that it holds behind a proxy that adds a prefix; `./` lest a colon make a scheme of the name. */
function redirectIntoFolder({ segments, query }: FileRequest): Response {
  const location = `./${encodeURIComponent(segments.at(-1) ?? '')}/${query}`;
  return answer(308, `See ${location}\n`, { location, 'cache-control': CACHE_CONTROL });
}

async function answerWith(
  file: PublishedFile,
  headers: Headers,
  { cache, now }: FileServing,
  link: Readonly<Record<string, string>>,
): Promise<Response | 'replaced'> {
  const coding = chooseCoding(headers.get('accept-encoding'), isWorthCompressing(file));
  if (coding === undefined) {
    return answer(406, 'This document is sent as it is, with gzip or with br.\n', { vary: 'Accept-Encoding' });
  }
  const content = await representationOf(file, coding, cache);
  if (content === undefined) return 'replaced';
  const sentAt = now();
  const etag = etagOf(content, coding);
  const outcome = evaluatePreconditions(headers, { etag, modifiedAt: file.modifiedAt }, sentAt);
  if (outcome === 'precondition-failed') return answer(412, 'The document is another version than you asked for.\n');
  return outcome === 'not-modified'
    ? new Response(null, { status: 304, headers: cacheHeaders(etag, sentAt) })
    : new Response(content.bytes, { headers: { ...documentHeaders(file, content, coding, etag, sentAt), ...link } });
}

/** What a 304 must carry as the 200 would have (RFC 9110 §15.4.5), and what browsers check on each answer. */
function cacheHeaders(etag: string, sentAt: Date): Record<string, string> {
  return {
    date: httpDate(sentAt),
    etag,
    'cache-control': CACHE_CONTROL,
    vary: 'Accept-Encoding',
    ...SECURITY_HEADERS,
    ...CROSS_ORIGIN_HEADERS,
  };
}

function documentHeaders(
  file: PublishedFile,
  { bytes }: Content,
  coding: Coding,
  etag: string,
  sentAt: Date,
): Record<string, string> {
  return {
    ...cacheHeaders(etag, sentAt),
    'content-type': file.mediaType,
    'content-length': String(bytes.byteLength),
    'last-modified': httpDate(lastModified(file, sentAt)),
    'accept-ranges': 'none',
    ...(coding === 'identity' ? {} : { 'content-encoding': coding }),
  };
}

/**
 * Never later than Date (RFC 9110 §8.8.2.1), and never the second that is still running: a file that changes again
 * within it would look unchanged to whoever asks by date alone.
 */
function lastModified({ modifiedAt }: PublishedFile, sentAt: Date): Date {
  return new Date(Math.min(modifiedAt.getTime(), sentAt.getTime() - 1000));
}
