/** What copy is written in that is not UTF-8: one byte a letter, as older desk systems have it. */

/** `label`: as the Encoding Standard has it; `name`: as people do. */
export type LegacyEncoding = { readonly label: string; readonly name: string };

const LATIN: LegacyEncoding = { label: 'windows-1252', name: 'Windows-1252' };
const ARABIC: LegacyEncoding = { label: 'windows-1256', name: 'Windows-1256' };
const ARABIC_OF_ISO: LegacyEncoding = { label: 'iso-8859-6', name: 'ISO 8859-6' };

/** Languages in Arabic letters. */
const IN_ARABIC_LETTERS = /^(?:ar|fa|ps|ur)(?:-|$)/;

/**
 * Windows-1252, which takes any byte; where the story is in a language of Arabic letters, and most of its letters are not of
 * ASCII, one of the two encodings for these. They agree in alef and not in lam: the article is what is met most.
 */
export function legacyEncodingOf(bytes: Uint8Array, language: string): LegacyEncoding {
  if (!IN_ARABIC_LETTERS.test(language)) return LATIN;
  const beyondAscii = bytes.reduce((count, byte) => count + (byte >= 0xc0 ? 1 : 0), 0);
  const ofAscii = bytes.reduce((count, byte) => count + (isAsciiLetter(byte) ? 1 : 0), 0);
  if (beyondAscii <= ofAscii) return LATIN;
  return articlesOf(bytes, 0xe4) > articlesOf(bytes, 0xe1) ? ARABIC_OF_ISO : ARABIC;
}

function isAsciiLetter(byte: number): boolean {
  const capital = byte & ~0x20;
  return capital >= 0x41 && capital <= 0x5a;
}

const ALEF = 0xc7;

function articlesOf(bytes: Uint8Array, lam: number): number {
  return bytes.reduce((count, byte, index) => count + (byte === lam && bytes[index - 1] === ALEF ? 1 : 0), 0);
}
