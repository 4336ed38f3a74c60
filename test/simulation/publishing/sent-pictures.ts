/** Pictures that another system's items bring along by their addresses: in ninjs, or in either way of NewsML-G2. */
import { newsItem } from '../../copy/items/items.ts';
import type { Dice } from '../random.ts';
import type { Filed, Newsroom, Text } from './newsroom.ts';

const HOUR = 60 * 60_000;

/** What its sender says of the picture by itself, beside its text. */
export type OwnTerms = 'usable' | 'withheld' | 'canceled' | 'embargoed';

export type SentPicture = {
  /** In its address and in its caption. */
  readonly word: string;
  readonly terms: OwnTerms;
  readonly embargo: number | undefined;
};

/** Those of one text, under whichever number that is sent. */
export function somePictures(
  item: Filed,
  text: Text,
  { newsroom, chances, now }: { readonly newsroom: Newsroom; readonly chances: Dice; readonly now: number },
): readonly SentPicture[] {
  return Array.from({ length: chances.pick([0, 0, 0, 1, 1, 2]) }, () => {
    // What is withheld as its text is, is let go with that.
    const withheld = text.embargo === undefined ? (['withheld'] as const) : [];
    const terms = chances.pick(['usable', 'usable', 'canceled', 'embargoed', ...withheld] as const);
    const embargo = terms === 'embargoed' ? now + chances.pick([2, 40]) * HOUR : undefined;
    const isTakenBack = text.isTakenBack || terms === 'withheld' || terms === 'canceled';
    const latest = Math.max(text.embargo ?? 0, embargo ?? 0);
    const word = newsroom.newWord(item, { embargo: latest, isTakenBack, waitsForRelease: () => text.waitsForRelease });
    return { word, terms, embargo };
  });
}

function addressOf({ word }: SentPicture): string {
  return `https://pictures.other.example/${word}.jpg`;
}

function guidOf({ word }: SentPicture): string {
  return `tag:other.example,2040:${word}`;
}

function captionOf({ word }: SentPicture): string {
  return `The council on ${word}`;
}

function instantOf(ms: number): string {
  return new Date(ms).toISOString();
}

function statusOf({ terms }: SentPicture): string {
  return terms === 'embargoed' ? 'usable' : terms;
}

export function associationsOf(pictures: readonly SentPicture[]): object {
  if (pictures.length === 0) return {};
  const associations = pictures.map((picture, index) => [
    `picture${index}`,
    {
      uri: guidOf(picture),
      type: 'picture',
      pubstatus: statusOf(picture),
      description_text: captionOf(picture),
      ...(picture.embargo !== undefined && { embargoed: instantOf(picture.embargo) }),
      renditions: { original: { href: addressOf(picture), mimetype: 'image/jpeg', width: 900, height: 600 } },
    },
  ]);
  return { associations: Object.fromEntries(associations) };
}

export function linksOf(pictures: readonly SentPicture[]): string {
  return pictures
    .map(
      (picture) => `<link rel="itemrel:hasPicture" residref="${guidOf(picture)}"><itemClass qcode="ninat:picture"/>
<description role="drol:caption">${captionOf(picture)}</description>${contentOf(picture)}</link>`,
    )
    .join('');
}

/** Each as an item of the same message, which says how it stands with it. */
export function pictureItemsOf(pictures: readonly SentPicture[]): readonly string[] {
  return pictures.map((picture) => {
    const embargo = picture.embargo === undefined ? '' : `<embargoed>${instantOf(picture.embargo)}</embargoed>`;
    return newsItem({
      attributes: `guid="${guidOf(picture)}" version="1"`,
      itemMeta: `<itemClass qcode="ninat:picture"/><pubStatus qcode="stat:${statusOf(picture)}"/>${embargo}`,
      contentMeta: `<description role="drol:caption">${captionOf(picture)}</description>`,
      contentSet: contentOf(picture),
    });
  });
}

export function packageOf(text: string, pictures: readonly SentPicture[]): string {
  const refs = [text, ...pictures.map(guidOf)].map((guid) => `<itemRef residref="${guid}"/>`).join('');
  return `<packageItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="${text}.package" version="1">
<itemMeta><itemClass qcode="ninat:composite"/><pubStatus qcode="stat:usable"/></itemMeta>
<groupSet root="g"><group id="g" role="group:main">${refs}</group></groupSet></packageItem>`;
}

function contentOf(picture: SentPicture): string {
  return `<remoteContent href="${addressOf(picture)}" contenttype="image/jpeg" width="900" height="600"/>`;
}
