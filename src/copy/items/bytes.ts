/** What the bytes of an item's file have in common, whichever standard it is written in. */
import { decodeStrictly } from '../bytes.ts';
import { fileKindOf } from '../file-kinds.ts';
import type { Finding } from '../finding.ts';
import { placeAt } from '../lines.ts';

/** The largest file that is read as items: a message of some five hundred stories. Reading it takes half a second. */
export const ITEM_BYTES_MAX: number = 4 * 1024 * 1024;

/** Why it cannot be what it is called, by its size and first bytes. */
export function refusalOfBytes(bytes: Uint8Array, language: 'XML' | 'JSON'): Finding | undefined {
  if (bytes.length > ITEM_BYTES_MAX) {
    const message = `the file has ${bytes.length} bytes; items may have ${ITEM_BYTES_MAX} (4 MiB) at most. Have the sender split it`;
    return { severity: 'error', message };
  }
  if (bytes.length === 0) return { severity: 'error', message: `the file is empty, not ${language}` };
  const kind = fileKindOf(bytes);
  return kind === undefined ? undefined : { severity: 'error', message: `this is ${kind}, not ${language}` };
}

/** Where the first byte stands that is not of that encoding. */
function firstBadByte(bytes: Uint8Array, encoding: string): { readonly line: number; readonly column: number } {
  const decoder = new TextDecoder(encoding);
  // Halving: the shortest beginning of the file that is wrong ends in that byte.
  let [good, bad] = [0, bytes.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isBad(bytes.subarray(0, middle), encoding)) bad = middle;
    else good = middle;
  }
  const before = decoder.decode(bytes.subarray(0, good), { stream: true });
  return placeAt(before, before.length);
}

/** A character that is cut off at the end is not wrong yet. */
function isBad(bytes: Uint8Array, encoding: string): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
    return false;
  } catch (error) {
    if (error instanceof TypeError) return true;
    throw error;
  }
}

/** As text of that encoding; else the place of the first byte that is not. */
export function decodedOrPlace(
  bytes: Uint8Array,
  encoding: string,
):
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly line: number; readonly column: number } {
  const text = decodeStrictly(bytes, encoding);
  return text === undefined ? { ok: false, ...firstBadByte(bytes, encoding) } : { ok: true, text };
}
