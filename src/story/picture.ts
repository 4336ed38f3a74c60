/** A picture of a story: one whose bytes this desk keeps, or one that lies with the agency it came from. */
export type Picture = KeptPicture | RemotePicture;

/** What a picture is accepted as, by its content. */
export type PictureType = 'image/jpeg' | 'image/png' | 'image/webp' | 'image/gif';

/** The largest file that is taken for a picture where the settings say nothing else. */
export const PICTURE_BYTES_MAX = 20_000_000;

export type KeptPicture = PictureWords & {
  /** SHA-256 of its bytes, in hex: by it they are found in `wire/pictures/`, and its address is made of it. */
  readonly hash: string;
  /** Its name beside the story: `storm-2.jpg`. Another file of that name, whatever its ending, takes its place. */
  readonly file: string;
  readonly contentType: PictureType;
  readonly bytes: number;
  /** In pixels, as it is to be seen: turned where its metadata say so. */
  readonly width: number;
  readonly height: number;
};

export type RemotePicture = PictureWords & {
  /** Where it lies: an absolute http or https address. */
  readonly href: string;
  readonly contentType?: string;
  readonly bytes?: number;
  readonly width?: number;
  readonly height?: number;
};

/** What names a picture that a story had once. */
export type FormerPicture = Pick<KeptPicture, 'hash' | 'contentType'> | Pick<RemotePicture, 'href'>;

/** Those of `before` that are not in `now`, each once. */
export function withoutThose(before: readonly FormerPicture[], now: readonly Picture[]): readonly FormerPicture[] {
  const kept = new Set(now.map(nameOf));
  const former = new Map(before.map((picture) => [nameOf(picture), picture]));
  return [...former].flatMap(([name, picture]) => (kept.has(name) ? [] : [named(picture)]));
}

function nameOf(picture: FormerPicture): string {
  return 'hash' in picture ? picture.hash : picture.href;
}

function named(picture: FormerPicture): FormerPicture {
  return 'hash' in picture ? { hash: picture.hash, contentType: picture.contentType } : { href: picture.href };
}

/** What is said of a picture, in the terms of the IPTC Photo Metadata Standard. */
export type PictureWords = {
  readonly headline?: string;
  /** Who and what is to be seen, as it stands below the picture (IPTC: Description/Caption). */
  readonly caption?: string;
  /** For those who do not see it. */
  readonly altText?: string;
  /** Who took it (IPTC: Creator). */
  readonly byline?: string;
  readonly creditLine?: string;
  readonly copyrightNotice?: string;
  /** When it was taken: `2026-11-29`, or with a time and perhaps its zone, `2026-11-29T10:11:12+01:00`. */
  readonly dateCreated?: string;
};

export function isKept<Any extends Picture>(picture: Any): picture is Any & KeptPicture {
  return 'hash' in picture;
}
