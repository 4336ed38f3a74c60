/** Pictures made for tests: whole, small, and with whatever metadata a test wants in them. */
import { crc32, deflateSync } from 'node:zlib';

export type Metadata = {
  /** Datasets of IPTC-IIM: record, number, value. */
  readonly iim?: readonly (readonly [number, number, string | Uint8Array])[];
  /** A packet of XMP. */
  readonly xmp?: string;
  /** A TIFF structure, as Exif has it. */
  readonly exif?: Uint8Array;
};

/** Says that what follows is UTF-8 (IIM 1:90, ISO 2022 ESC % G). */
export const UTF8_IIM: readonly [number, number, Uint8Array] = [1, 90, Uint8Array.of(0x1b, 0x25, 0x47)];

/** A baseline JPEG of one grey: each block of eight by eight pixels takes two bits. */
export function jpeg(width = 64, height = 40, { iim, xmp, exif }: Metadata = {}): Buffer {
  const bits = Math.ceil(width / 8) * Math.ceil(height / 8) * 2;
  const scan = Buffer.alloc(Math.ceil(bits / 8));
  if (bits % 8 > 0) scan[scan.length - 1] = (1 << (8 - (bits % 8))) - 1;
  const oneCode = [1, ...Array.from({ length: 15 }, () => 0), 0];
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    ...(exif === undefined ? [] : [segment(0xe1, Buffer.from('Exif\0\0', 'latin1'), exif)]),
    ...(xmp === undefined ? [] : [segment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0${xmp}`))]),
    ...(iim === undefined ? [] : [segment(0xed, photoshop(iim))]),
    segment(0xdb, Buffer.from([0]), Buffer.alloc(64, 1)),
    segment(0xc0, Buffer.from([8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0])),
    segment(0xc4, Buffer.from([0x00, ...oneCode])),
    segment(0xc4, Buffer.from([0x10, ...oneCode])),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    scan,
    Buffer.from([0xff, 0xd9]),
  ]);
}

function segment(marker: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

function photoshop(datasets: NonNullable<Metadata['iim']>): Buffer {
  const iim = Buffer.concat(datasets.map(dataset));
  const size = Buffer.alloc(4);
  size.writeUInt32BE(iim.length);
  const pad = Buffer.alloc(iim.length % 2);
  return Buffer.concat([Buffer.from('Photoshop 3.0\x008BIM\x04\x04\0\0', 'latin1'), size, iim, pad]);
}

function dataset([record, number, value]: readonly [number, number, string | Uint8Array]): Buffer {
  const bytes = Buffer.from(value as Uint8Array);
  const head = Buffer.from([0x1c, record, number, 0, 0]);
  head.writeUInt16BE(bytes.length, 3);
  return Buffer.concat([head, bytes]);
}

/** A packet with these properties as they would stand in an `rdf:Description`. */
export function xmpOf(properties: string): string {
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/">${properties}</rdf:Description>
</rdf:RDF></x:xmpmeta>${' '.repeat(200)}<?xpacket end="w"?>`;
}

export function xmpText(name: string, text: string, others: Readonly<Record<string, string>> = {}): string {
  const all = Object.entries({ 'x-default': text, ...others });
  const entries = all.map(([language, each]) => `<rdf:li xml:lang="${language}">${each}</rdf:li>`).join('');
  return `<${name}><rdf:Alt>${entries}</rdf:Alt></${name}>`;
}

/** Exif, little-endian, with an orientation and a description (TIFF 6.0 §2). */
export function exifOf(orientation: number, description: string): Buffer {
  const text = Buffer.from(`${description}\0`, 'latin1');
  const tiff = Buffer.alloc(8 + 2 + 2 * 12 + 4 + text.length);
  tiff.write('II', 'latin1');
  tiff.writeUInt16LE(42, 2);
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt16LE(2, 8);
  entry(10, 0x010e, 2, text.length, 38);
  entry(22, 0x0112, 3, 1, orientation);
  text.copy(tiff, 38);
  return tiff;

  function entry(at: number, tag: number, type: number, count: number, value: number): void {
    tiff.writeUInt16LE(tag, at);
    tiff.writeUInt16LE(type, at + 2);
    tiff.writeUInt32LE(count, at + 4);
    tiff.writeUInt32LE(value, at + 8);
  }
}

/** Black, however large it says that it is. */
export function png(width = 8, height = 8, rows: number = height): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 8;
  const pixels = deflateSync(Buffer.alloc((width + 1) * rows));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(content.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

/** The smallest there are: one transparent pixel each. */
export const GIF: Buffer = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
export const WEBP: Buffer = Buffer.from('UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==', 'base64');
