/** Pictures that an item of another system brings along: they lie with that system, and stay there. */
import type { RemotePicture } from '../../story/picture.ts';
import { quoted } from '../finding.ts';
import { present } from '../present.ts';
import { readInstant, readPubStatus } from './values.ts';

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

/** What the maker of a picture says of that alone; absent where nothing is said. */
export type PictureTerms = { readonly pubStatus?: string | undefined; readonly embargoed?: string | undefined };

/** Of the text that the picture comes with. */
export type TextTerms = PictureTerms & { readonly versionCreated?: string | undefined };

/** Why a picture must not go out when its text does; `undefined`: it may. */
export function reasonToHoldBack({ pubStatus, embargoed }: PictureTerms, text: TextTerms): string | undefined {
  // One that is withheld as its text is, is let go with that.
  const isAsText = readPubStatus(pubStatus ?? 'usable') === readPubStatus(text.pubStatus ?? 'usable');
  if (readPubStatus(pubStatus ?? 'usable') !== 'usable' && !isAsText) {
    return `its pubStatus is ${quoted(pubStatus ?? '')}`;
  }
  if (embargoed === undefined) return undefined;
  const until = readInstant(embargoed, 'up');
  if (until === undefined) return `it is under embargo (${quoted(embargoed)}), and nobody can tell until when`;
  const outAt = [text.embargoed, text.versionCreated].map((written) => readInstant(written ?? '', 'up') ?? '');
  return outAt.some((instant) => instant >= until)
    ? undefined
    : `it is under embargo until ${until}, and its text is not. Have it sent anew then`;
}
