import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readPicture, type ReadPicture } from '../../../src/copy/pictures/read-picture.ts';
import { exifOf, GIF, jpeg, png, UTF8_IIM, WEBP, xmpOf, xmpText } from '../../support/pictures.ts';

type Read = Extract<ReadPicture, { ok: true }>;

function pictureIn(bytes: Buffer, language = 'en'): Read['picture'] {
  const read = readPicture(bytes, language);
  if (!read.ok) throw new Error(read.reason);
  return read.picture;
}

function refusal(bytes: Buffer): string {
  const read = readPicture(bytes, 'en');
  return read.ok ? 'taken' : read.reason;
}

describe('what a picture is', () => {
  it.each([
    { name: 'JPEG', bytes: jpeg(640, 400), contentType: 'image/jpeg', width: 640, height: 400 },
    { name: 'PNG', bytes: png(31, 7), contentType: 'image/png', width: 31, height: 7 },
    { name: 'GIF', bytes: GIF, contentType: 'image/gif', width: 1, height: 1 },
    { name: 'WebP', bytes: WEBP, contentType: 'image/webp', width: 1, height: 1 },
  ])('is told by its content: $name', ({ bytes, contentType, width, height }) => {
    expect(pictureIn(bytes)).toEqual({ contentType, width, height, bytes: bytes.length });
  });

  it('has the sides that are seen when it is turned as its Exif says', () => {
    expect(pictureIn(jpeg(64, 40, { exif: exifOf(6, 'Market') }))).toMatchObject({ width: 40, height: 64 });
    expect(pictureIn(jpeg(64, 40, { exif: exifOf(3, 'Market') }))).toMatchObject({ width: 64, height: 40 });
  });

  it.each([
    ['nothing', Buffer.alloc(0), /empty/],
    ['text', Buffer.from('not a picture'), /no picture/],
    ['a document', Buffer.from('%PDF-1.7 and more of it'), /a PDF document/],
    ['another kind of picture', Buffer.from(`${'\0'.repeat(3)}\x1cftypavif`, 'latin1'), /an AVIF image/],
    ['a JPEG that is cut off', jpeg(640, 400).subarray(0, -60), /cut off/],
    ['a PNG that is cut off', png(31, 7).subarray(0, -12), /cut off/],
    ['more pixels than can be shown', png(30_000, 30_000, 1), /30000 × 30000 pixels/],
    ['a side longer than can be shown', png(4_000_000, 2, 1), /pixels/],
  ])('is refused with the reason: %s', (_, bytes, reason) => {
    expect(refusal(bytes)).toMatch(reason);
  });

  it('is not cut off where only a preview in it has an end', () => {
    const preview = jpeg(8, 8);
    const cut = jpeg(640, 400, { exif: Buffer.concat([exifOf(1, 'x'), preview]) }).subarray(0, -60);
    expect(refusal(cut)).toMatch(/cut off/);
  });
});

describe('what a picture says of itself', () => {
  it('is read from IPTC-IIM in UTF-8', () => {
    const iim = [
      UTF8_IIM,
      [2, 105, 'Rain in Dakar'],
      [2, 120, 'Rue inondée à Dakar,\rle 10 juin'],
      [2, 80, 'Aminata Diallo'],
      [2, 80, 'Ibrahima Sow'],
      [2, 110, 'PANA'],
      [2, 116, '© 2026 PANA'],
      [2, 55, '20261129'],
      [2, 60, '101112+0100'],
    ] as const;
    expect(pictureIn(jpeg(64, 40, { iim }))).toMatchObject({
      headline: 'Rain in Dakar',
      caption: 'Rue inondée à Dakar, le 10 juin',
      byline: 'Aminata Diallo, Ibrahima Sow',
      creditLine: 'PANA',
      copyrightNotice: '© 2026 PANA',
      dateCreated: '2026-11-29T10:11:12+01:00',
    });
  });

  it('is read from IPTC-IIM in Windows-1252 where it does not say UTF-8', () => {
    const caption = Uint8Array.of(0xc9, 0x74, 0xe9, 0x20, 0x93, 0x78, 0x94);
    expect(pictureIn(jpeg(64, 40, { iim: [[2, 120, caption]] })).caption).toBe('Été “x”');
  });

  it('is read from XMP, in the language of the story', () => {
    const xmp = xmpOf(
      `${xmpText('dc:description', 'Flood &amp; rain', { fr: 'Inondation' })}
      <dc:creator><rdf:Seq><rdf:li>A. Diallo</rdf:li><rdf:li>I. Sow</rdf:li></rdf:Seq></dc:creator>
      ${xmpText('dc:rights', '© PANA')}<photoshop:Credit>PANA/AD</photoshop:Credit><photoshop:Headline>Rain</photoshop:Headline>
      <photoshop:DateCreated>2026-11-29</photoshop:DateCreated>${xmpText('Iptc4xmpCore:AltTextAccessibility', 'A street under water')}`,
    );
    expect(pictureIn(jpeg(64, 40, { xmp }))).toMatchObject({
      caption: 'Flood & rain',
      byline: 'A. Diallo, I. Sow',
      copyrightNotice: '© PANA',
      creditLine: 'PANA/AD',
      headline: 'Rain',
      dateCreated: '2026-11-29',
      altText: 'A street under water',
    });
    expect(pictureIn(jpeg(64, 40, { xmp }), 'fr').caption).toBe('Inondation');
    expect(pictureIn(jpeg(64, 40, { xmp }), 'pt').caption).toBe('Flood & rain');
  });

  it('is taken field by field: XMP, then IPTC-IIM, then Exif', () => {
    const metadata = {
      xmp: xmpOf(xmpText('dc:description', 'of XMP')),
      iim: [
        [2, 120, 'of IIM'],
        [2, 110, 'credit of IIM'],
      ],
      exif: exifOf(1, 'of Exif'),
    } as const;
    expect(pictureIn(jpeg(64, 40, metadata))).toMatchObject({ caption: 'of XMP', creditLine: 'credit of IIM' });
    expect(pictureIn(jpeg(64, 40, { ...metadata, xmp: xmpOf('') })).caption).toBe('of IIM');
    expect(pictureIn(jpeg(64, 40, { exif: metadata.exif })).caption).toBe('of Exif');
  });

  it('is left out where XMP brings entities along, is no XML, or is of another namespace', () => {
    const bomb = xmpOf(xmpText('dc:description', '&b;')).replace(
      '<x:xmpmeta',
      '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x:xmpmeta',
    );
    for (const xmp of [bomb, xmpOf('<dc:description>'), xmpOf(xmpText('dc:description', 'x')).replace('purl.org', 'x')])
      expect(pictureIn(jpeg(64, 40, { xmp }))).not.toHaveProperty('caption');
  });

  it('holds no date that no calendar has', () => {
    expect(pictureIn(jpeg(64, 40, { iim: [[2, 55, '20261345']] }))).not.toHaveProperty('dateCreated');
  });
});

describe('hostile pictures', () => {
  const whole = jpeg(64, 40, {
    iim: [UTF8_IIM, [2, 120, 'Caption'], [2, 80, 'By-line']],
    xmp: xmpOf(xmpText('dc:description', 'Flood')),
    exif: exifOf(6, 'Market'),
  });

  it('are refused or read, and never throw', () => {
    const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 12 });
    fc.assert(
      fc.property(
        damage,
        fc.nat(whole.length),
        fc.constantFrom(whole, png(9, 9), GIF, WEBP),
        (bytes, end, original) => {
          const damaged = Buffer.from(original.subarray(0, Math.max(end, original.length >> 1)));
          for (const [at, byte] of bytes) if (at < damaged.length) damaged[at] = byte;
          const read = readPicture(damaged, 'en');
          if (read.ok) {
            expect(read.picture.bytes).toBe(damaged.length);
            for (const text of [read.picture.caption, read.picture.byline, read.picture.headline]) {
              // eslint-disable-next-line no-control-regex -- that none of them arrives is what is tested
              expect(text ?? '').not.toMatch(/[\0-\x08\x0b-\x1f]/);
            }
          } else expect(read.reason).not.toBe('');
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('are refused or read where nothing of them is a picture but the beginning', () => {
    const starts = [whole.subarray(0, 4), png().subarray(0, 24), GIF.subarray(0, 10), WEBP.subarray(0, 16)];
    fc.assert(
      fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 400 }), (start, rest) => {
        expect(readPicture(Buffer.concat([start, rest]), 'en')).toHaveProperty('ok');
      }),
    );
  });
});
