/** A file in the coding that a client takes: prepared once for each version of the file, not for each request. */
import { type ContentCoding, encoded, FILE_SUFFIX, isEncodingOf } from '../http/content-codings.ts';
import type { ByteCache, Maybe } from './byte-cache.ts';
import type { Coding } from './content-coding.ts';
import type { FeedVersions } from './feed-versions.ts';
import { isCompressible } from './media-types.ts';
import { type Content, type PublishedFile, readBeside, readPublished } from './published-file.ts';

/** Below it everything fits in one packet anyway. */
const COMPRESSED_BYTES_MIN = 1_024;

/** 132 bits of SHA-256 in base64url. */
const HASH_CHARACTERS = 22;

export function isWorthCompressing({ size, mediaType }: PublishedFile): boolean {
  return size >= COMPRESSED_BYTES_MIN && isCompressible(mediaType);
}

/** As it is sent. */
export type Representation = Content & {
  /** Strong, so each coding has its own (RFC 9110 §8.8.3.3). */
  readonly etag: string;
};

export type Prepared = {
  readonly cache: ByteCache<Representation>;
  /** Told of each version that is read. */
  readonly versions: FeedVersions;
};

/** `undefined`: the file has gone or was replaced since it was found. */
export function representationOf(
  file: PublishedFile,
  coding: Coding,
  { cache, versions }: Prepared,
): Maybe<Representation> {
  const read = async (): Promise<Representation | undefined> => {
    const content = await readPublished(file);
    if (content === undefined) return undefined;
    versions.note(file.segments, hashInTag(content), content.bytes);
    return { ...content, etag: `"${hashInTag(content)}"` };
  };
  if (coding === 'identity') return cache.get(file.keys.identity, read);
  // The document itself is not asked for where its coding is there: the two may leave the cache one after the other.
  return cache.get(file.keys[coding], async () => {
    const content = await cache.get(file.keys.identity, read);
    return (
      content && {
        bytes: await inCoding(file, content, coding),
        hash: content.hash,
        etag: `"${hashInTag(content)}-${coding}"`,
      }
    );
  });
}

/**
 * Feeds lie beside themselves in each coding (publish/coded-documents.ts); so this desk sends what any other server sends
 * from the same folder. Where that is missing, or is of another version of the document, it is made here.
 */
async function inCoding(file: PublishedFile, { bytes }: Content, coding: ContentCoding): Promise<Content['bytes']> {
  const beside = await readBeside(file, FILE_SUFFIX[coding], bytes.byteLength);
  if (beside !== undefined && (await isEncodingOf(beside, coding, bytes))) return beside;
  return encoded(bytes, coding);
}

export async function encodedIn(text: string, coding: Coding): Promise<Content['bytes']> {
  const bytes = new TextEncoder().encode(text);
  return coding === 'identity' ? bytes : encoded(bytes, coding);
}

/** Of the document of which it is a tag, in whatever coding. */
export function hashOfTag(tag: string): string {
  return tag.slice(1, 1 + HASH_CHARACTERS);
}

function hashInTag({ hash }: Content): string {
  return hash.slice(0, HASH_CHARACTERS);
}
