/** From the bytes of a file to its text: which encoding, or why it is no text at all. */
import { fileKindOf } from './file-kinds.ts';
import type { Finding } from './finding.ts';
import { legacyEncodingOf } from './legacy-encoding.ts';
import { placeAt } from './lines.ts';

/** The largest file that is read as copy: some 400,000 words, far beyond any story. */
export const COPY_BYTES_MAX: number = 2 * 1024 * 1024;

export type Decoded =
  | { readonly ok: true; readonly text: string; readonly warnings: readonly Finding[] }
  | { readonly ok: false; readonly error: Finding };

/**
 * A byte order mark decides; else strict UTF-8; else what older desk systems write, with a warning (legacy-encoding.ts). The
 * byte order mark is no part of the text. `language`: of the story, as far as it is known before it is read.
 */
export function decodeCopy(bytes: Uint8Array, language = 'en'): Decoded {
  const refusal = refusalOf(bytes);
  if (refusal !== undefined) return { ok: false, error: { severity: 'error', message: refusal } };
  const byMark = utf16MarkOf(bytes);
  if (byMark !== undefined) return decodeUtf16(bytes, byMark);
  const text = decodeStrictly(bytes, 'utf-8');
  if (text !== undefined) return { ok: true, text, warnings: [] };
  const { label, name } = legacyEncodingOf(bytes, language);
  return { ok: true, text: new TextDecoder(label).decode(bytes), warnings: [notUtf8(bytes, name)] };
}

function refusalOf(bytes: Uint8Array): string | undefined {
  if (bytes.length > COPY_BYTES_MAX) {
    return `the file has ${bytes.length} bytes; copy may have ${COPY_BYTES_MAX} (2 MiB) at most. Is it a story?`;
  }
  if (bytes.length === 0) return 'the file is empty: write a headline, a blank line and the text';
  const kind = fileKindOf(bytes);
  if (kind !== undefined) return `this is ${kind}, not text: save the story as plain text in UTF-8`;
  if (utf16MarkOf(bytes) === undefined && isBinary(bytes)) {
    return 'this is a binary file, not text: save the story as plain text in UTF-8';
  }
  return undefined;
}

/** Agency transmissions frame copy in a few control characters (IPTC 7901, ANPA 1312); noise has one in nine bytes. */
const CONTROLS_ALLOWED = 32;
const CONTROL_SHARE_MAX = 0.05;

function isBinary(bytes: Uint8Array): boolean {
  if (bytes.includes(0)) return true;
  const controls = bytes.reduce((count, byte) => count + (isControl(byte) ? 1 : 0), 0);
  return controls > CONTROLS_ALLOWED && controls > bytes.length * CONTROL_SHARE_MAX;
}

function isControl(byte: number): boolean {
  const layout = byte >= 0x09 && byte <= 0x0d;
  return (byte < 0x20 && !layout) || byte === 0x7f;
}

export type Utf16 = 'utf-16le' | 'utf-16be';

export function utf16MarkOf([first, second]: Uint8Array): Utf16 | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return undefined;
}

function decodeUtf16(bytes: Uint8Array, encoding: Utf16): Decoded {
  const text = decodeStrictly(bytes, encoding);
  if (text === undefined) {
    const message = 'the file begins as UTF-16 text but is damaged: save it as plain text in UTF-8';
    return { ok: false, error: { severity: 'error', message } };
  }
  const message = 'read as UTF-16, as its byte order mark says: better save copy as UTF-8';
  return { ok: true, text, warnings: [{ severity: 'warning', line: 1, column: 1, message }] };
}

/** Throws a `RangeError` for an encoding that the Encoding Standard does not have. */
export function decodeStrictly(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    // The Encoding Standard has `fatal` throw a TypeError for bytes that are not of that encoding.
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function notUtf8(bytes: Uint8Array, encoding: string): Finding {
  const repaired = new TextDecoder('utf-8').decode(bytes);
  return {
    severity: 'warning',
    ...placeAt(repaired, repaired.indexOf('\uFFFD')),
    message: `not UTF-8 from here on: read as ${encoding}. Save it as UTF-8 if letters come out wrong`,
  };
}
