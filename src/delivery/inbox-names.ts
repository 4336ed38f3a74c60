/**
 * What a received document is called: `0000000042-libya-britain-terrorism-v1.evt_42_5f0c….xml`, so that names sort as
 * the wire does, no two documents share one, and none leads out of its folder. Only the id is signed; the other
 * headers may be anybody's.
 */
import { createHash } from 'node:crypto';

const SEQUENCE_DIGITS = 10;
const SLUG_LENGTH_MAX = 80;
const ID_LENGTH_MAX = 100;
const HEADERS_ENDING = '.headers.json';

export type FileNames = { readonly document: string; readonly headers: string };

export function fileNames(id: string, headers: Readonly<Record<string, string>>): FileNames {
  // An event under embargo has no number of its own: its id says after which it came.
  const sequence = digits(headers['wiredesk-sequence'] ?? /^evt_(\d+)_/.exec(id)?.[1]).padStart(SEQUENCE_DIGITS, '0');
  const version = digits(headers['wiredesk-version']);
  const stem = `${sequence}-${slugIn(headers['wiredesk-guid'])}-v${version}.${idInName(id)}`;
  return { document: stem + extension(headers['content-type']), headers: stem + HEADERS_ENDING };
}

/** An id as it stands in names: no two ids look the same there. */
export function idInName(id: string): string {
  const encoded = encodeURIComponent(id).replaceAll('.', '%2E');
  return encoded.length <= ID_LENGTH_MAX ? encoded : createHash('sha256').update(id).digest('hex');
}

/** The id of a document that has been received whole: its headers are written last. */
export function idInHeadersName(name: string): string | undefined {
  if (!name.endsWith(HEADERS_ENDING)) return undefined;
  return name.slice(0, -HEADERS_ENDING.length).split('.').at(-1);
}

/** The local part of the guid, as far as it is fit for a name: no separators, no dots. */
function slugIn(guid = ''): string {
  const local = guid.split(':').at(-1) ?? '';
  const plain = local.replace(/[^A-Za-z0-9_-]+/g, '-').slice(0, SLUG_LENGTH_MAX);
  return plain === '' ? 'story' : plain;
}

function digits(value = ''): string {
  return /^\d{1,15}$/.test(value) ? value : '0';
}

function extension(mediaType = ''): string {
  const essence = (mediaType.split(';')[0] ?? '').trim().toLowerCase();
  if (/[/+]json$/.test(essence)) return '.json';
  if (/[/+]xml$/.test(essence)) return '.xml';
  if (essence === 'text/html') return '.html';
  return essence === 'text/plain' ? '.txt' : '.bin';
}
