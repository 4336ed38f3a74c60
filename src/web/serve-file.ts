/** A GET or HEAD for something below `feeds/`. */
import type { Logger } from 'pino';

import { type Answer, shortAnswer } from './answers.ts';
import type { ByteCache } from './byte-cache.ts';
import { type chooseCoding, type Coding, codingChooser } from './content-coding.ts';
import { documentHeaders, etagOf, unchangedHeaders } from './document-headers.ts';
import { feedMeantBy } from './feed-aliases.ts';
import { type FeedVersions, feedVersions } from './feed-versions.ts';
import type { MediaTypeOf } from './media-types.ts';
import { evaluatePreconditions, isDatedUpTo } from './preconditions.ts';
import { type Find, finder } from './finder.ts';
import { oncePerSecond, type WriteHead } from './heads.ts';
import type { PublishedFile } from './published-file.ts';
import { isWorthCompressing, type Representation, representationOf } from './representation.ts';
import { CACHE_CONTROL } from './response-headers.ts';
import type { PlainPath } from './request-path.ts';
import type { Robots } from './robots.ts';
import type { Deltas, Relay } from './relayed.ts';
import { serveDelta } from './serve-delta.ts';
import { serveNotice } from './serve-notice.ts';

export type FileServing = {
  readonly find: Find;
  readonly chooseCoding: typeof chooseCoding;
  readonly cache: ByteCache<Representation>;
  readonly versions: FeedVersions;
  readonly heads: {
    readonly whole: WriteHead;
    readonly unchanged: WriteHead;
  };
  readonly robots: Robots;
  readonly deltas: Deltas;
  readonly now: () => Date;
  readonly log: Pick<Logger, 'error'>;
  /** The Link field of what lies at a path, where it has one. */
  readonly linkOf?: (path: string) => string | undefined;
};

export type ServedFolder = Pick<FileServing, 'cache' | 'robots' | 'deltas' | 'now' | 'log' | 'linkOf'> & {
  readonly feedsFolder: string;
  readonly mediaTypeOf: MediaTypeOf;
};

export type FileRequest = PlainPath & Relay;

export function fileServing({ feedsFolder, mediaTypeOf, ...rest }: ServedFolder): FileServing {
  const find = finder(feedsFolder, mediaTypeOf);
  return {
    ...rest,
    find,
    chooseCoding: codingChooser(),
    versions: feedVersions(),
    heads: {
      whole: oncePerSecond((sent) => documentHeaders(sent, rest.robots)),
      unchanged: oncePerSecond(unchangedHeaders),
    },
  };
}

/** A file may be replaced between being found and being read; a desk does not replace it three times meanwhile. */
const TRIES_MAX = 3;

/** `undefined`: nothing is published there. */
export async function serveFile(request: FileRequest, serving: FileServing): Promise<Answer | undefined> {
  try {
    for (let tries = 0; tries < TRIES_MAX; tries += 1) {
      const outcome = await tryToServe(request, serving);
      if (outcome !== 'replaced') return outcome;
    }
    return shortAnswer(503, 'This document is changing at the moment. Ask again in a second.\n', {
      'retry-after': '1',
    });
  } catch (error) {
    serving.log.error({ err: error, path: request.segments.join('/') }, 'cannot read a published file');
    return shortAnswer(500, 'This document cannot be read at the moment. The desk has been told.\n');
  }
}

async function tryToServe(request: FileRequest, serving: FileServing): Promise<Answer | undefined | 'replaced'> {
  const { document, endsWithSlash } = request;
  const { found, withdrawn } = await serving.find(document);
  if (withdrawn !== undefined && found.kind !== 'folder')
    return serveNotice({ ...request, status: withdrawn, found }, serving);
  if (found.kind === 'file') return answerWith(found.file, request, serving);
  const isFolder = found.kind === 'folder' && !endsWithSlash;
  return isFolder ? redirectIntoFolder(request) : redirectToFeed(request, serving);
}

/**
 * Of what is missing where a story is out: a picture, say, that has been taken out of it. A cache that asks behind a stale
 * answer (nginx's `proxy_cache_background_update`) takes only what it may keep in the place of that, and would show the
 * picture for ever. Of any other address nothing is kept: the document may be there a second later.
 */
export async function cacheControlOfMissing(
  { segments }: Pick<PlainPath, 'segments'>,
  { find }: FileServing,
): Promise<string | undefined> {
  const [room, slug, document] = segments;
  if (room !== 'stories' || slug === undefined || document === undefined) return undefined;
  return (await find(`${room}/${slug}`)).found.kind === 'folder' ? CACHE_CONTROL.story : undefined;
}

/** Relative, so that it holds behind a proxy that adds a prefix; `./` lest a colon make a scheme of the name. */
function redirectIntoFolder({ segments, query }: FileRequest): Answer {
  return redirect(308, `./${encodeURIComponent(segments.at(-1) ?? '')}/${query}`);
}

/** By 301, which the oldest readers know: they take it over as the new address of the feed. */
async function redirectToFeed(request: FileRequest, { find }: FileServing): Promise<Answer | undefined> {
  const meant = feedMeantBy(request.segments);
  if (meant === undefined) return undefined;
  const { folder, fileName } = meant;
  const { found } = await find([...folder, fileName].join('/'));
  if (found.kind !== 'file') return undefined;
  const upwards = request.segments.length - folder.length - (request.endsWithSlash ? 0 : 1);
  return redirect(301, `${'../'.repeat(upwards) || './'}${fileName}${request.query}`);
}

function redirect(status: 301 | 308, location: string): Answer {
  return shortAnswer(status, `See ${location}\n`, { location, 'cache-control': CACHE_CONTROL.feed });
}

const SENT_AS = 'This document is sent as it is, or with zstd, br or gzip.\n';

async function answerWith(
  file: PublishedFile,
  request: FileRequest,
  serving: FileServing,
): Promise<Answer | 'replaced'> {
  const { headers } = request;
  const link = serving.linkOf?.(request.document);
  const coding = serving.chooseCoding(headers.get('accept-encoding'), isWorthCompressing(file));
  if (coding === undefined) return shortAnswer(406, SENT_AS, { vary: 'Accept-Encoding' });
  const content = await representationOf(file, coding, serving);
  if (content === undefined) return 'replaced';
  const sentAt = serving.now();
  const sent: Sent = {
    file,
    content,
    coding,
    sentAt,
    ...(link !== undefined && { link }),
    ...(headers.get('sec-fetch-dest') === 'document' && { isInWindow: true }),
  };
  const outcome = evaluatePreconditions(headers, { etag: etagOf(sent), modifiedAt: file.modifiedAt }, sentAt);
  if (outcome === 'precondition-failed') {
    return shortAnswer(412, 'The document is another version than you asked for.\n');
  }
  if (outcome === 'not-modified') return { status: 304, headers: serving.heads.unchanged(sent) };
  const whole: Sent = isDatedUpTo(headers, file.modifiedAt, sentAt) ? { ...sent, isDatedUpTo: true } : sent;
  const delta = headers.get('a-im') === null ? undefined : await serveDelta(whole, request, serving);
  return delta ?? { status: 200, headers: serving.heads.whole(whole), body: content.bytes };
}

/** What is sent: a version of a file in a coding, at an instant. */
export type Sent = {
  readonly file: PublishedFile;
  readonly content: Representation;
  readonly coding: Coding;
  readonly sentAt: Date;
  /** Its Link field (RFC 8288). */
  readonly link?: string;
  /** A browser asks for it, to show it by itself. */
  readonly isInWindow?: true;
  /** By date alone whoever asks has it. */
  readonly isDatedUpTo?: true;
};
