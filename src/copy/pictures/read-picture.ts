/** A picture out of its bytes: what it is, how large, and what it says of itself. No pixel is decoded. */
import { imageDimensionsFromData, type ImageType } from 'image-dimensions';

import type { KeptPicture, PictureType, PictureWords } from '../../story/picture.ts';
import { fileKindOf } from '../file-kinds.ts';
import type { Finding } from '../finding.ts';
import { type Embedded, embeddedWords } from './embedded-words.ts';
import { isWhole } from './whole.ts';

/** Whoever shows it needs four bytes for each pixel: a small file may ask for all the memory of a reader. */
const PIXELS_MAX = 250_000_000;
const SIDE_MAX = 30_000;

const TYPES: Readonly<Partial<Record<ImageType, PictureType>>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
};

export type ReadPicture =
  | {
      readonly ok: true;
      readonly picture: Pick<KeptPicture, 'contentType' | 'bytes' | 'width' | 'height'> & PictureWords;
      readonly warnings: readonly Finding[];
    }
  | { readonly ok: false; readonly reason: string };

/** `language` is that of the story: of captions in several the one in it is taken. */
export function readPicture(content: Buffer, language: string): ReadPicture {
  if (content.length === 0) return refused('the file is empty');
  const found = measure(content);
  const contentType = found === undefined ? undefined : TYPES[found.type];
  if (found === undefined || contentType === undefined) return refused(describeOther(content, found?.type));
  const { width, height } = found;
  if (!(width >= 1 && height >= 1)) return refused('it says that it has no size');
  if (width > SIDE_MAX || height > SIDE_MAX || width * height > PIXELS_MAX) {
    return refused(`it is to have ${width} × ${height} pixels: no reader could show it. Save it smaller`);
  }
  if (!isWhole(content, contentType)) return refused('it is cut off: its end is missing. Copy it once more');
  const { words, isOnItsSide, warnings } = embedded(content, language);
  const [across, down] = isOnItsSide ? [height, width] : [width, height];
  return {
    ok: true,
    picture: { contentType, bytes: content.length, width: across, height: down, ...words },
    warnings,
  };
}

function refused(reason: string): ReadPicture {
  return { ok: false, reason };
}

/** What is wrong beyond hope is no picture. */
function measure(content: Buffer): ReturnType<typeof imageDimensionsFromData> {
  try {
    return imageDimensionsFromData(content);
  } catch {
    return undefined;
  }
}

const ACCEPTED = 'JPEG, PNG, WebP and GIF are taken';

function describeOther(content: Buffer, type: ImageType | undefined): string {
  if (type !== undefined && TYPES[type] === undefined) {
    return `it is ${type.toUpperCase()}, which not everybody can show: ${ACCEPTED}`;
  }
  const kind = fileKindOf(content);
  return kind === undefined || /(?:JPEG|PNG|WebP|GIF) image/.test(kind)
    ? `it is no picture, or one that is damaged: ${ACCEPTED}`
    : `it is ${kind}: ${ACCEPTED}`;
}

/** A picture without words is a picture all the same. */
function embedded(content: Buffer, language: string): Embedded & { readonly warnings: readonly Finding[] } {
  try {
    return { ...embeddedWords(content, language), warnings: [] };
  } catch {
    const message = 'its metadata cannot be read: give caption and credit in the front matter';
    return { words: {}, isOnItsSide: false, warnings: [{ severity: 'warning', message }] };
  }
}
