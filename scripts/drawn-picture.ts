/** A picture of our own making, so that nothing of anybody's need lie in the repository: the sun over a hill, as a PNG. */
import { crc32, deflateSync } from 'node:zlib';

const WIDTH = 480;
const HEIGHT = 320;

/** Red, green and blue of each; pixels name them by their place here. */
const PALETTE = [
  [214, 230, 240],
  [240, 170, 50],
  [70, 110, 80],
] as const;
const [SKY, SUN, HILL] = [0, 1, 2];

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const EIGHT_BITS = 8;
const INDEXED = 3;

/** The same bytes each time, about a kilobyte of them. */
export function drawnPicture(): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(WIDTH, 0);
  head.writeUInt32BE(HEIGHT, 4);
  head.set([EIGHT_BITS, INDEXED], 8);
  const palette = Buffer.from(PALETTE.flat());
  // Each line begins with the filter that it is written by: none.
  const lines = Array.from({ length: HEIGHT }, (_, y) => [
    0,
    ...Array.from({ length: WIDTH }, (__, x) => colourAt(x, y)),
  ]);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(Buffer.from(lines.flat()))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function colourAt(x: number, y: number): number {
  const isHill = y > HEIGHT - 70 - 50 * Math.sin((Math.PI * x) / WIDTH);
  const isSun = Math.hypot(x - 330, y - 110) < 55;
  return isHill ? HILL : isSun ? SUN : SKY;
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
