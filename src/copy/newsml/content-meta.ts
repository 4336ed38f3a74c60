/** contentMeta: what the content of a newsItem is about, and who made it. */
import type { Filed } from '../../story/instant.ts';
import type { Place } from '../../story/story.ts';
import { countryCode, countryOfAlpha3, isCountryCode } from '../countries.ts';
import type { Finding } from '../finding.ts';
import type { Code } from '../items/codes.ts';
import type { Item } from '../items/item.ts';
import { readFiled, readUrgency, subjectsOf } from '../items/values.ts';
import { present } from '../present.ts';
import type { CodeReader } from './codes.ts';
import { attributeOf, childOf, childrenOf, languageOf, lineOf } from './elements.ts';
import type { XmlElement } from './xml.ts';

export type ReadingContext = {
  readonly codes: CodeReader;
  /** Of the item. */
  readonly language: string | undefined;
  readonly findings: Finding[];
};

type ContentMeta = Pick<
  Item,
  | 'urgency'
  | 'contentCreated'
  | 'located'
  | 'initials'
  | 'byline'
  | 'subjects'
  | 'keywords'
  | 'genre'
  | 'slugline'
  | 'headline'
  | 'subheadlines'
  | 'dateline'
  | 'creditLine'
  | 'source'
>;

export function readContentMeta(meta: XmlElement | undefined, context: ReadingContext): ContentMeta {
  const { codes } = context;
  const words = (name: string): string | undefined => lineOf(inLanguage(childrenOf(meta, name), context.language));
  return {
    initials: initialsOf(meta),
    subheadlines: subheadlinesOf(meta),
    subjects: subjectsOf(childrenOf(meta, 'subject').map(codes).filter(isGiven)),
    keywords: [...new Set(childrenOf(meta, 'keyword').map(lineOf).filter(isGiven))],
    ...present({
      urgency: urgencyOf(meta, context),
      contentCreated: contentCreatedOf(meta, context),
      located: childrenOf(meta, 'located')
        .map((located) => placeOf(located, context))
        .find(isGiven),
      byline: bylineOf(meta, context),
      genre: childrenOf(meta, 'genre')
        .map((genre) => genreOf(genre, codes))
        .find(isGiven),
      slugline: words('slugline'),
      headline: lineOf(headlineIn(meta, context.language)),
      dateline: words('dateline'),
      creditLine: words('creditline'),
      source: sourceOf(meta),
    }),
  };
}

function isGiven<Value>(value: Value | undefined): value is Value {
  return value !== undefined;
}

/** In the item's language where one is; else the first, since most senders say no language there. */
export function inLanguage(elements: readonly XmlElement[], language: string | undefined): XmlElement | undefined {
  const filled = elements.filter((element) => lineOf(element) !== undefined);
  return filled.find((element) => languageOf(element) === language) ?? filled[0];
}

/** Of several, the one without a role, or with a role that does not say that another stands above it. */
function headlineIn(meta: XmlElement | undefined, language: string | undefined): XmlElement | undefined {
  const headlines = childrenOf(meta, 'headline');
  return inLanguage(headlines.filter(isMainHeadline), language) ?? inLanguage(headlines, language);
}

/** What a sender calls that; a short headline, or one for the web, is another wording of the first. */
function subheadlinesOf(meta: XmlElement | undefined): readonly string[] {
  const below = childrenOf(meta, 'headline').filter((headline) => /sub/i.test(attributeOf(headline, 'role') ?? ''));
  return below.map(lineOf).filter(isGiven);
}

function isMainHeadline(headline: XmlElement): boolean {
  return !/sub|short|web|seo|second/i.test(attributeOf(headline, 'role') ?? '');
}

function urgencyOf(meta: XmlElement | undefined, { findings }: ReadingContext): number | undefined {
  const element = childOf(meta, 'urgency');
  const written = lineOf(element);
  if (element === undefined || written === undefined) return undefined;
  return readUrgency(written, element, findings);
}

function contentCreatedOf(meta: XmlElement | undefined, { findings }: ReadingContext): Filed | undefined {
  const element = childOf(meta, 'contentCreated');
  const written = lineOf(element);
  if (element === undefined || written === undefined) return undefined;
  return readFiled(written, { ...element, name: 'contentCreated' }, findings);
}

const ALPHA_2 = 'iso3166-1a2';
const ALPHA_3 = 'iso3166-1a3';

function placeOf(located: XmlElement, context: ReadingContext): Place | undefined {
  const name = nameOf(located, context.language) ?? attributeOf(located, 'literal');
  if (name === undefined) return undefined;
  const country = countryIn([located, ...broaderOf(located)], context);
  return { name, ...(country !== undefined && { country }) };
}

/** Where a place lies, and where that lies: some nest these, some put them side by side. */
function broaderOf(element: XmlElement): readonly XmlElement[] {
  return childrenOf(element, 'broader').flatMap((broader) => [broader, ...broaderOf(broader)]);
}

function countryIn(places: readonly XmlElement[], context: ReadingContext): Place['country'] {
  for (const place of places) {
    const written = nameOf(place, context.language) ?? attributeOf(place, 'literal');
    const code = countryOf(context.codes(place)) ?? (place === places[0] ? undefined : countryCode(written ?? ''));
    if (code !== undefined) return { code, name: written ?? code };
  }
  return undefined;
}

function countryOf(found: Code | undefined): string | undefined {
  const code = found?.code.toUpperCase() ?? '';
  if (found?.scheme === ALPHA_2) return isCountryCode(code) ? code : undefined;
  return found?.scheme === ALPHA_3 ? countryOfAlpha3(code) : undefined;
}

/** IPTC's genres have their English names as codes; a sender's own has a name of its own. */
function genreOf(genre: XmlElement, codes: CodeReader): string | undefined {
  const code = codes(genre);
  const name = nameOf(genre, 'en');
  return code?.scheme === 'genre' ? (name ?? code.code) : (name ?? attributeOf(genre, 'literal'));
}

/** As agencies sign: their own mark for a person, or a few capital letters. */
const INITIALS = /^(?!\d)[\p{L}\p{M}\p{N}.-]{1,6}$/u;

function initialsOf(meta: XmlElement | undefined): readonly string[] {
  return childrenOf(meta, 'contributor').flatMap((contributor) => {
    const literal = attributeOf(contributor, 'literal');
    const name = nameOf(contributor, undefined) ?? literal;
    return literal !== undefined && (literal === name || INITIALS.test(literal)) ? [literal] : [];
  });
}

function bylineOf(meta: XmlElement | undefined, { language }: ReadingContext): string | undefined {
  const written = lineOf(inLanguage(childrenOf(meta, 'by'), language));
  if (written !== undefined) return written;
  const persons = childrenOf(meta, 'creator').filter((creator) => attributeOf(creator, 'type') === 'cpnat:person');
  const names = persons.map((person) => nameOf(person, language)).filter(isGiven);
  return names.length === 0 ? undefined : names.join(', ');
}

/** Where the story comes from, rather than who changed or passed it on. */
function sourceOf(meta: XmlElement | undefined): Item['source'] {
  const sources = childrenOf(meta, 'infoSource');
  return partyOf(sources.find(isOrigin) ?? sources.find((source) => attributeOf(source, 'role') === undefined));
}

function isOrigin(source: XmlElement): boolean {
  return /:(?:source|origprov)$/i.test(attributeOf(source, 'role') ?? '');
}

/** An organisation by its name and its mark, as far as the item has them. */
export function partyOf(element: XmlElement | undefined): Item['source'] {
  if (element === undefined) return undefined;
  const mark = attributeOf(element, 'literal');
  const name = nameOf(element, undefined) ?? mark;
  return name === undefined ? undefined : { name, ...(mark !== undefined && { mark }) };
}

export function nameOf(element: XmlElement, language: string | undefined): string | undefined {
  return lineOf(inLanguage(childrenOf(element, 'name'), language));
}
