/**
 * Text in Latin-1 (ISO 8859-1), for systems that read nothing else. Letters and signs that it lacks are written by those
 * that it has, as typists did; what no typist could write so, Arabic for one, becomes a question mark.
 */

export type Latin1 = {
  readonly text: string;
  /** Characters that were written by others, each once, in the order of the text. */
  readonly replaced: readonly string[];
  /** Characters for which there is nothing: `?` stands in their place. */
  readonly lost: readonly string[];
};

/** Typography, and letters of Europe and Africa (the Africa Alphabet) that have no base letter by Unicode's rules. */
const WRITTEN: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '‘': "'",
    '’': "'",
    '‚': "'",
    '‛': "'",
    '′': "'",
    ʼ: "'",
    ʻ: "'",
    ʿ: "'",
    ʾ: "'",
    '“': '"',
    '”': '"',
    '„': '"',
    '‟': '"',
    '″': '"',
    '‹': '<',
    '›': '>',
    '–': '-',
    '—': '--',
    '―': '--',
    '‐': '-',
    '‑': '-',
    '−': '-',
    '•': '*',
    '‣': '*',
    '…': '...',
    '€': 'EUR',
    '₦': 'NGN',
    '₵': 'GHS',
    '†': '+',
    '‡': '++',
    '‰': 'per mille',
    '⁄': '/',
    Œ: 'OE',
    œ: 'oe',
    Ł: 'L',
    ł: 'l',
    Đ: 'D',
    đ: 'd',
    Ħ: 'H',
    ħ: 'h',
    ı: 'i',
    Ŧ: 'T',
    ŧ: 't',
    ẞ: 'SS',
    Ə: 'E',
    ə: 'e',
    Ŋ: 'Ng',
    ŋ: 'ng',
    Ɓ: 'B',
    ɓ: 'b',
    Ɗ: 'D',
    ɗ: 'd',
    Ɖ: 'D',
    ɖ: 'd',
    Ƙ: 'K',
    ƙ: 'k',
    Ƴ: 'Y',
    ƴ: 'y',
    Ɛ: 'E',
    ɛ: 'e',
    Ɔ: 'O',
    ɔ: 'o',
    Ɣ: 'G',
    ɣ: 'g',
    Ƒ: 'F',
    ƒ: 'f',
    Ʋ: 'V',
    ʋ: 'v',
    Ɲ: 'Ny',
    ɲ: 'ny',
  }),
);

/** Marks of direction and of joining: without a letter that they act on they are nothing. */
const INVISIBLE = /^[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]$/;
const LINE_BREAK = /^[\u2028\u2029]$/;

/** Printable, or white space: the control characters above ASCII (C1) are none of it. */
const NOT_LATIN_1 = /[^\t\n\r\u0020-\u007E\u00A0-\u00AC\u00AE-\u00FF]/gu;

export function latin1Of(text: string): Latin1 {
  // Each character is looked up once, however often it comes.
  const written = new Map<string, string | undefined>();
  const latin1 = text.normalize('NFC').replace(NOT_LATIN_1, (character) => {
    if (!written.has(character)) written.set(character, insteadOf(character));
    return written.get(character) ?? '?';
  });
  const characters = [...written.keys()];
  return {
    text: latin1,
    replaced: characters.filter((character) => written.get(character) !== undefined),
    lost: characters.filter((character) => written.get(character) === undefined),
  };
}

/** Unicode's own compatible form without its marks (`ṣ` is an s), and what this page knows beyond it. */
function insteadOf(character: string): string | undefined {
  if (INVISIBLE.test(character)) return '';
  if (LINE_BREAK.test(character)) return '\n';
  const known = WRITTEN.get(character);
  if (known !== undefined) return known;
  const plain = character.normalize('NFKD').replace(/\p{M}/gu, '');
  if (plain === '' && /\p{M}/u.test(character)) return '';
  const letters = Array.from(plain, (letter) => (letter.search(NOT_LATIN_1) < 0 ? letter : WRITTEN.get(letter)));
  return plain === '' || letters.includes(undefined) ? undefined : letters.join('');
}
