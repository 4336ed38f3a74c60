/** Kinds of file that land in stories/ by mistake, told by their first bytes. */

type Kind = { readonly name: string; readonly start: readonly number[]; readonly at?: number };

const KINDS: readonly Kind[] = [
  { name: 'a PNG image', start: [0x89, 0x50, 0x4e, 0x47] },
  { name: 'a JPEG image', start: [0xff, 0xd8, 0xff] },
  { name: 'a GIF image', start: ascii('GIF8') },
  { name: 'a WebP image', start: ascii('WEBP'), at: 8 },
  { name: 'a TIFF image', start: [0x49, 0x49, 0x2a, 0x00] },
  { name: 'a TIFF image', start: [0x4d, 0x4d, 0x00, 0x2a] },
  { name: 'a PDF document', start: ascii('%PDF-') },
  { name: 'a PostScript document', start: ascii('%!PS') },
  { name: 'a Rich Text document', start: ascii('{\\rtf') },
  { name: 'a ZIP archive (.docx and .odt documents are such archives)', start: [0x50, 0x4b, 0x03, 0x04] },
  { name: 'an old Word or Excel document', start: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1] },
  { name: 'a gzip archive', start: [0x1f, 0x8b] },
  { name: 'a 7-Zip archive', start: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] },
  { name: 'a RAR archive', start: ascii('Rar!') },
  { name: 'an AVIF image', start: ascii('ftypavif'), at: 4 },
  { name: 'a HEIC image', start: ascii('ftypheic'), at: 4 },
  { name: 'an MP4 or QuickTime video', start: ascii('ftyp'), at: 4 },
  { name: 'an MP3 recording', start: [...ascii('ID3'), 0x03] },
  { name: 'an MP3 recording', start: [...ascii('ID3'), 0x04] },
  { name: 'a WAV recording', start: ascii('WAVE'), at: 8 },
  { name: 'an Ogg recording', start: ascii('OggS') },
  { name: 'an SQLite database', start: [...ascii('SQLite format 3'), 0x00] },
  { name: 'a program', start: [0x7f, 0x45, 0x4c, 0x46] },
];

/** `a PDF document`, or nothing where the first bytes are those of no kind in the list. */
export function fileKindOf(bytes: Uint8Array): string | undefined {
  return KINDS.find(({ start, at = 0 }) => start.every((byte, index) => bytes[at + index] === byte))?.name;
}

function ascii(text: string): number[] {
  return Array.from(text, (character) => character.charCodeAt(0));
}
