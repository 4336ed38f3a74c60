/** A file in the coding that a client takes: compressed once for each version of the file, not for each request. */
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

import type { ByteCache } from './byte-cache.ts';
import type { Coding } from './content-coding.ts';
import { isCompressible } from './media-types.ts';
import { type Content, type PublishedFile, readPublished } from './published-file.ts';

/** Below it everything fits in one packet anyway. */
const COMPRESSED_BYTES_MIN = 1_024;

/** 11 makes 150 kB of text a tenth smaller and takes nine times as long, 160 ms, on every change of a feed. */
const BROTLI_QUALITY = 9;
const GZIP_LEVEL = 9;

const brotliAsync = promisify(brotliCompress);
const gzipAsync = promisify(gzip);

const ETAG_SUFFIX: Readonly<Record<Coding, string>> = { identity: '', gzip: '-gzip', br: '-br' };

/** 132 bits of SHA-256 in base64url. */
const HASH_CHARACTERS = 22;

export function isWorthCompressing({ size, mediaType }: PublishedFile): boolean {
  return size >= COMPRESSED_BYTES_MIN && isCompressible(mediaType);
}

/** `undefined`: the file has gone or was replaced since it was found. */
export async function representationOf(
  file: PublishedFile,
  coding: Coding,
  cache: ByteCache<Content>,
): Promise<Content | undefined> {
  const content = await cache.get(file.identity, () => readPublished(file));
  if (coding === 'identity' || content === undefined) return content;
  return cache.get(file.identity + ETAG_SUFFIX[coding], async () => ({
    bytes: await compressed(content.bytes, coding),
    hash: content.hash,
  }));
}

/** Strong, so each coding has its own (RFC 9110 §8.8.3.3). */
export function etagOf({ hash }: Content, coding: Coding): string {
  return `"${hash.slice(0, HASH_CHARACTERS)}${ETAG_SUFFIX[coding]}"`;
}

async function compressed(bytes: Uint8Array, coding: 'gzip' | 'br'): Promise<Uint8Array<ArrayBuffer>> {
  if (coding === 'gzip') return gzipAsync(bytes, { level: GZIP_LEVEL });
  return brotliAsync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    },
  });
}
