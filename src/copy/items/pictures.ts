/** Pictures that an item of another system brings along: they lie with that system, and stay there. */
import type { RemotePicture } from '../../story/picture.ts';
import { present } from '../present.ts';

/** An agency sends a handful; a list of thousands is none. */
const PICTURES_MAX = 50;

const ADDRESS_CHARACTERS_MAX = 2_000;

/** What is shown outside leads to http and https alone. */
export function isPictureAddress(href: string | undefined): href is string {
  if (href === undefined || href.length > ADDRESS_CHARACTERS_MAX || !URL.canParse(href)) return false;
  return /^https?:$/.test(new URL(href).protocol) && new URL(href).username === '';
}

/** Each address once, in the order in which they come. */
export function picturesFound(pictures: readonly RemotePicture[]): { readonly pictures?: readonly RemotePicture[] } {
  const byAddress = new Map(pictures.toReversed().map((picture) => [picture.href, picture]));
  const all = [...byAddress.values()].toReversed().slice(0, PICTURES_MAX);
  return present({ pictures: all.length === 0 ? undefined : all });
}

/** Among several renditions of one picture the largest; those of unknown size come last. */
export function largest<Rendition extends { readonly width?: number | undefined }>(
  renditions: readonly Rendition[],
): Rendition | undefined {
  return renditions.toSorted((a, b) => (b.width ?? 0) - (a.width ?? 0))[0];
}
