/** The content codings in which documents are sent (RFC 9110 §8.4): one place for what is prepared on disk and in memory. */
import { promisify } from 'node:util';
import {
  brotliCompress,
  brotliCompressSync,
  brotliDecompress,
  constants,
  gunzip,
  gzip,
  gzipSync,
  zstdCompress,
  zstdCompressSync,
  zstdDecompress,
} from 'node:zlib';

/** In the order in which the desk likes to send them. */
export const CONTENT_CODINGS = ['zstd', 'br', 'gzip'] as const;
export type ContentCoding = (typeof CONTENT_CODINGS)[number];

/** Of the file beside a document that holds it in a coding, as nginx, Caddy and others look for it. */
export const FILE_SUFFIX: Readonly<Record<ContentCoding, string>> = { zstd: '.zst', br: '.br', gzip: '.gz' };

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * Every feed in which a story stands is coded again before the story is out: each level takes 1 to 2 ms for a feed of 180 kB,
 * where the highest take ten times as long and gain a seventh. What others cost and gain: docs/performance.md.
 */
const OPTIONS = {
  // Windows stay below the 8 MiB that every decoder must offer (RFC 9659 §3) up to level 19.
  zstd: (size: number) => ({
    params: {
      [constants.ZSTD_c_compressionLevel]: 5,
      // As many places are looked at as on level 9, which takes two thirds more for less than a hundredth.
      [constants.ZSTD_c_searchLog]: 5,
    },
    // Else tables for a document of any size are filled first, which takes 20 ms.
    pledgedSrcSize: size,
  }),
  br: (size: number) => ({
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 6,
      [constants.BROTLI_PARAM_SIZE_HINT]: size,
      // Else tables and a window for 4 MiB are made, whatever the size (RFC 7932 §9.1).
      [constants.BROTLI_PARAM_LGWIN]: windowBits(size),
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    },
  }),
  gzip: { level: 6 },
} as const;

const ENCODE: Readonly<Record<ContentCoding, (bytes: Uint8Array) => Promise<Bytes>>> = {
  zstd: (bytes) => promisify(zstdCompress)(bytes, OPTIONS.zstd(bytes.byteLength)),
  br: (bytes) => promisify(brotliCompress)(bytes, OPTIONS.br(bytes.byteLength)),
  gzip: (bytes) => promisify(gzip)(bytes, OPTIONS.gzip),
};

const ENCODE_AT_ONCE: Readonly<Record<ContentCoding, (bytes: Uint8Array) => Bytes>> = {
  zstd: (bytes) => zstdCompressSync(bytes, OPTIONS.zstd(bytes.byteLength)),
  br: (bytes) => brotliCompressSync(bytes, OPTIONS.br(bytes.byteLength)),
  gzip: (bytes) => gzipSync(bytes, OPTIONS.gzip),
};

/** The smallest window that holds all of the document: so many bits less 16 bytes, of which brotli has 10 to 24. */
function windowBits(size: number): number {
  const bits = Math.ceil(Math.log2(size + 16));
  return Math.min(Math.max(bits, constants.BROTLI_MIN_WINDOW_BITS), constants.BROTLI_DEFAULT_WINDOW);
}

const DECODE: Readonly<Record<ContentCoding, (bytes: Uint8Array, maxOutputLength: number) => Promise<Buffer>>> = {
  zstd: (bytes, maxOutputLength) => promisify(zstdDecompress)(bytes, { maxOutputLength }),
  br: (bytes, maxOutputLength) => promisify(brotliDecompress)(bytes, { maxOutputLength }),
  gzip: (bytes, maxOutputLength) => promisify(gunzip)(bytes, { maxOutputLength }),
};

/** The same bytes give the same on every machine with the same Node. */
export async function encoded(bytes: Uint8Array, coding: ContentCoding): Promise<Bytes> {
  return ENCODE[coding](bytes);
}

/** The same, for a thread that has nothing else to do: to hand it over to another takes a fifth of the time of coding it. */
export function encodedAtOnce(bytes: Uint8Array, coding: ContentCoding): Bytes {
  return ENCODE_AT_ONCE[coding](bytes);
}

/** Whether it is that document in that coding; what cannot be decoded is not. */
export async function isEncodingOf(some: Uint8Array, coding: ContentCoding, document: Uint8Array): Promise<boolean> {
  try {
    return (await DECODE[coding](some, Math.max(document.byteLength, 1))).equals(document);
  } catch {
    return false;
  }
}
