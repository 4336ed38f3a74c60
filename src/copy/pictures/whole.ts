/** Whether a picture has come to its end: a copy that was cut off shows half of what it was to show. */
import type { PictureType } from '../../story/picture.ts';

export function isWhole(bytes: Buffer, type: PictureType): boolean {
  return IS_WHOLE[type](bytes);
}

const IS_WHOLE: Readonly<Record<PictureType, (bytes: Buffer) => boolean>> = {
  'image/jpeg': (bytes) => {
    const scan = scanOf(bytes);
    // After the end some cameras put more of their own.
    return scan !== undefined && bytes.indexOf(END_OF_IMAGE, scan) >= 0;
  },
  'image/png': (bytes) => bytes.lastIndexOf('IEND', undefined, 'latin1') > 0,
  // RIFF: the length of all that follows it (RFC 9649 §2.4).
  'image/webp': (bytes) => bytes.length >= 12 && bytes.readUInt32LE(4) + 8 <= bytes.length,
  'image/gif': (bytes) => bytes.lastIndexOf(0x3b) > 10,
};

const END_OF_IMAGE = Buffer.from([0xff, 0xd9]);
const START_OF_SCAN = 0xda;

/** Where the first scan of a JPEG begins: before it, a preview of its own may lie with an end of its own. */
function scanOf(bytes: Buffer): number | undefined {
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1];
    if (marker === START_OF_SCAN) return at;
    // Any number of fill bytes may come before a marker (ITU-T T.81 §B.1.1.2).
    at += marker === 0xff ? 1 : 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}
