import { describe, expect, it } from 'vitest';

import { COPY_BYTES_MAX, decodeCopy } from '../../src/copy/bytes.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string) => new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le'));

describe('decodeCopy', () => {
  it('reads UTF-8 and says nothing', () => {
    expect(decodeCopy(utf8('Sénégal : « ليبيا » 😀'))).toEqual({
      ok: true,
      text: 'Sénégal : « ليبيا » 😀',
      warnings: [],
    });
  });

  it('takes a byte order mark for no part of the text', () => {
    expect(decodeCopy(utf8('\uFEFFRain'))).toEqual(decodeCopy(utf8('Rain')));
  });

  it('reads what is not UTF-8 as Windows-1252 and says from where', () => {
    const bytes = Uint8Array.from([...utf8('Rain\nS'), 0xe9, ...utf8('n'), 0xe9, ...utf8('gal '), 0x93, 0x80, 0x94]);
    const decoded = decodeCopy(bytes);
    expect(decoded).toMatchObject({ ok: true, text: 'Rain\nSénégal “€”', warnings: [{ line: 2, column: 2 }] });
    expect(decoded).toHaveProperty('warnings.0.message', expect.stringContaining('Windows-1252'));
  });

  it.each([
    // `رئيس الوزراء يزور تونس`
    ['Windows-1256', 'D1C6EDD320C7E1E6D2D1C7C120EDD2E6D120CAE6E4D3'],
    ['ISO 8859-6', 'D1C6EAD320C7E4E8D2D1C7C120EAD2E8D120CAE8E6D3'],
  ])('reads a story in Arabic that is not UTF-8 as %s', (encoding, hex) => {
    const bytes = Uint8Array.from(Buffer.from(hex, 'hex'));
    expect(decodeCopy(bytes, 'ar-TN')).toMatchObject({
      ok: true,
      text: 'رئيس الوزراء يزور تونس',
      warnings: [{ message: expect.stringContaining(`read as ${encoding}.`) }],
    });
    expect(decodeCopy(bytes, 'fr')).toHaveProperty('warnings.0.message', expect.stringContaining('Windows-1252'));
  });

  it('reads letters of the west in a story that is to be in Arabic as they are', () => {
    const bytes = Buffer.from('Le Sénégal et la Côte d’Ivoire'.replace('’', "'"), 'latin1');
    expect(decodeCopy(bytes, 'ar')).toMatchObject({ ok: true, text: "Le Sénégal et la Côte d'Ivoire" });
  });

  it('reads UTF-16 where a byte order mark says so, and asks for UTF-8', () => {
    expect(decodeCopy(utf16('Ra'))).toMatchObject({ ok: true, text: 'Ra', warnings: [{ severity: 'warning' }] });
    const bigEndian = Uint8Array.from([0xfe, 0xff, 0, 0x52, 0, 0x61]);
    expect(decodeCopy(bigEndian)).toMatchObject({ ok: true, text: 'Ra' });
  });

  it('refuses UTF-16 that is cut in the middle of a character', () => {
    const message = expect.stringContaining('UTF-16');
    expect(decodeCopy(utf16('Rain').slice(0, -1))).toMatchObject({ ok: false, error: { message } });
  });

  it.each([
    ['a PNG image', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]],
    ['a JPEG image', [0xff, 0xd8, 0xff, 0xe0]],
    ['a PDF document', utf8('%PDF-1.7\n')],
    ['a ZIP archive', [0x50, 0x4b, 3, 4, 20]],
    ['a Rich Text document', utf8('{\\rtf1\\ansi')],
    ['an old Word', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
    ['an MP4', [0, 0, 0, 24, ...utf8('ftypmp42')]],
  ])('names %s by its first bytes', (kind, bytes) => {
    const message = expect.stringContaining(kind);
    expect(decodeCopy(Uint8Array.from(bytes))).toMatchObject({ ok: false, error: { severity: 'error', message } });
  });

  it('refuses one zero byte', () => {
    const message = expect.stringContaining('binary');
    expect(decodeCopy(utf8('Rain\n\nIt rains.\0'))).toMatchObject({ ok: false, error: { message } });
  });

  it('refuses many control characters, and lets the few of a transmission pass', () => {
    expect(decodeCopy(utf8('\u0001\u0002rain'.repeat(20)))).toMatchObject({ ok: false });
    expect(decodeCopy(utf8('\u0001\u0002Rain\u0003'))).toMatchObject({ ok: true });
    expect(decodeCopy(utf8('\tIt rains.\f\r\n'.repeat(200)))).toMatchObject({ ok: true });
  });

  it('says that an empty file is empty', () => {
    const message = expect.stringContaining('empty');
    expect(decodeCopy(new Uint8Array(0))).toMatchObject({ ok: false, error: { message } });
  });

  it('reads two mebibytes and not a byte more, and says both sizes', () => {
    const message = expect.stringMatching(/2097153 bytes.*2097152/);
    expect(decodeCopy(new Uint8Array(COPY_BYTES_MAX).fill(0x61))).toMatchObject({ ok: true });
    expect(decodeCopy(new Uint8Array(COPY_BYTES_MAX + 1).fill(0x61))).toMatchObject({ ok: false, error: { message } });
  });
});
