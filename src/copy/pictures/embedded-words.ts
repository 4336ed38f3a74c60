/**
 * What a picture says of itself in its metadata: XMP before IPTC-IIM before Exif, field by field, since that is the order
 * in which programs have come to keep them up to date (Metadata Working Group, guidelines 2.0 §3).
 */
import ExifReader from 'exifreader';

import { primaryLanguage } from '../../story/language.ts';
import type { PictureWords } from '../../story/picture.ts';
import { clean } from '../clean.ts';
import { present } from '../present.ts';
import { readXmp, type Xmp, type XmpProperty } from './xmp.ts';

export type Embedded = {
  readonly words: PictureWords;
  /** It is to be turned by a quarter before it is looked at (Exif: Orientation 5 to 8). */
  readonly isOnItsSide: boolean;
};

// A module of CommonJS, of which Node finds the default alone.
const library: typeof ExifReader = ExifReader;

type Tags = ReturnType<typeof load>;
type Named = keyof PictureWords;

const XMP: Readonly<Record<Named, XmpProperty>> = {
  headline: { namespace: 'photoshop', name: 'Headline' },
  caption: { namespace: 'dc', name: 'description' },
  altText: { namespace: 'Iptc4xmpCore', name: 'AltTextAccessibility' },
  byline: { namespace: 'dc', name: 'creator' },
  creditLine: { namespace: 'photoshop', name: 'Credit' },
  copyrightNotice: { namespace: 'dc', name: 'rights' },
  dateCreated: { namespace: 'photoshop', name: 'DateCreated' },
};

/** IPTC-IIM 4.2, datasets of record 2, as ExifReader calls them. */
const IIM: Readonly<Partial<Record<Named, string>>> = {
  headline: 'Headline',
  caption: 'Caption/Abstract',
  byline: 'By-line',
  creditLine: 'Credit',
  copyrightNotice: 'Copyright Notice',
};

const EXIF: Readonly<Partial<Record<Named, string>>> = {
  caption: 'ImageDescription',
  byline: 'Artist',
  copyrightNotice: 'Copyright',
};

/** Captions of agencies have a few hundred characters. */
const CHARACTERS_MAX = 4_000;

/** Throws where the metadata cannot be read at all. */
export function embeddedWords(bytes: Buffer, language: string): Embedded {
  const packets: string[] = [];
  const tags = load(bytes, packets);
  const xmp = packets[0] === undefined ? undefined : readXmp(packets[0]);
  const line = (name: Named): string | undefined =>
    [inXmp(xmp, name, language), inIim(tags, name), inExif(tags, name)].find((text) => text !== undefined);
  return {
    words: present({
      headline: line('headline'),
      caption: line('caption'),
      altText: line('altText'),
      byline: line('byline'),
      creditLine: line('creditLine'),
      copyrightNotice: line('copyrightNotice'),
      dateCreated: dateOf(inXmp(xmp, 'dateCreated', language)) ?? dateInIim(tags),
    }),
    isOnItsSide: (tags.exif?.Orientation?.value ?? 1) >= 5,
  };
}

/**
 * The packet of XMP is taken over as it stands and read by the desk's own XML, which knows no entities: the library's
 * would also tell apart no two properties of one name.
 */
function load(bytes: Buffer, packets: string[]) {
  return library.load(bytes, {
    expanded: true,
    includeTags: { iptc: true, xmp: true, exif: ['ImageDescription', 'Artist', 'Copyright', 'Orientation'] },
    domParser: {
      parseFromString: (xml: string) => {
        packets.push(xml);
        throw new Error('read elsewhere');
      },
    },
  });
}

function inXmp(xmp: Xmp | undefined, name: Named, language: string): string | undefined {
  return tidy(xmp?.valuesOf(XMP[name], primaryLanguage(language)).join(', '));
}

function inIim({ iptc }: Tags, name: Named): string | undefined {
  const field = IIM[name];
  return field === undefined ? undefined : tidy(descriptionsIn(iptc, field));
}

function inExif({ exif }: Tags, name: Named): string | undefined {
  const field = EXIF[name];
  return field === undefined ? undefined : tidy(descriptionsIn(exif, field));
}

type Described = { readonly description: unknown };

/** A dataset may stand several times: a picture by two people. */
function descriptionsIn(group: object | undefined, field: string): string | undefined {
  const tag = Object.entries(group ?? {}).find(([name]) => name === field)?.[1] as unknown;
  const all = (Array.isArray(tag) ? tag : [tag]).filter(isDescribed);
  return all.length === 0 ? undefined : all.map(({ description }) => String(description)).join(', ');
}

function isDescribed(tag: unknown): tag is Described {
  return typeof tag === 'object' && tag !== null && 'description' in tag;
}

/** Photoshop ends lines by a carriage return, cameras fill fields with blanks. */
function tidy(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const line = clean(text.toWellFormed()).text.replace(/\s+/gu, ' ').trim();
  return line === '' ? undefined : line.slice(0, CHARACTERS_MAX).toWellFormed();
}

const DATE = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(Z|[+-]\d\d:\d\d)?)?$/;

/** A day of the calendar, with a time and its zone where they are known. */
function dateOf(text: string | undefined): string | undefined {
  const [, year, month, day, time, zone = ''] = DATE.exec(text ?? '') ?? [];
  if (year === undefined || Number.isNaN(Date.parse(`${year}-${month}-${day}`))) return undefined;
  const clock = time === undefined ? '' : `T${time.length === 5 ? `${time}:00` : time}${zone}`;
  if (Number.isNaN(Date.parse(`${year}-${month}-${day}${clock}`))) return undefined;
  return `${year}-${month}-${day}${clock}`;
}

function dateInIim({ iptc }: Tags): string | undefined {
  const day = descriptionsIn(iptc, 'Date Created');
  const time = descriptionsIn(iptc, 'Time Created');
  return dateOf(time === undefined ? day : `${day}T${time}`) ?? dateOf(day);
}
