/**
 * What Superdesk 2.9, the strictest receiver known, keeps of a NewsML-G2 message: the first element of each name, the
 * text before a first child element, subject codes and no media topics, a genre by its English name. Throws where
 * Superdesk's parser would crash. Written from a description of its behaviour.
 */
import { childrenNamed, only, type ReadElement, readXml } from './read-xml.ts';

export type IngestedItem = {
  readonly guid: string;
  readonly type: string;
  readonly pubStatus: string;
  readonly versionCreated: Date;
  readonly firstCreated: Date;
  readonly edNote: string | undefined;
  readonly urgency: number;
  readonly slugline: string | undefined;
  readonly headline: string | undefined;
  readonly byline: string | undefined;
  readonly description: string | undefined;
  readonly language: string | undefined;
  readonly source: string | undefined;
  readonly subjects: readonly string[];
  readonly places: readonly (string | undefined)[];
  readonly genres: readonly (string | undefined)[];
  readonly usageTerms: string | undefined;
  readonly wordCount: number;
  readonly paragraphs: readonly string[];
  readonly priority: number;
};

/** The items of a newsMessage; of single newsItems Superdesk has no reader. */
export function ingest(newsMessage: string): IngestedItem[] {
  const message = readXml(newsMessage);
  if (message.name !== 'newsMessage') throw new Error(`no parser for ${message.name}`);
  const priority = Number(must(firstText(only(message, 'header'), 'priority')));
  const items = only(message, 'itemSet').children.filter(({ name }) => name === 'newsItem');
  return items.map((item) => ingestItem(item, priority));
}

function ingestItem(item: ReadElement, priority: number): IngestedItem {
  const meta = only(item, 'itemMeta');
  const content = only(item, 'contentMeta');
  const inline = must(only(item, 'contentSet').children.at(-1));
  return {
    guid: `${must(item.attributes['guid'])}:${must(item.attributes['version'])}`,
    type: codeOf(must(first(meta, 'itemClass'))),
    pubStatus: codeOf(must(first(meta, 'pubStatus'))),
    versionCreated: dateOf(must(firstText(meta, 'versionCreated'))),
    firstCreated: dateOf(must(firstText(meta, 'firstCreated'))),
    edNote: firstText(meta, 'edNote'),
    urgency: Number(must(firstText(content, 'urgency'))),
    slugline: firstText(content, 'slugline'),
    headline: firstText(content, 'headline'),
    byline: firstText(content, 'by'),
    description: firstText(content, 'description'),
    language: first(content, 'language')?.attributes['tag'],
    source: childrenNamed(content, 'infoSource').find(({ attributes }) => attributes['role'] === 'cRole:source')
      ?.attributes['literal'],
    subjects: subjectCodesOf(content),
    places: placesOf(content),
    genres: genresOf(content),
    usageTerms: firstText(only(item, 'rightsInfo'), 'usageTerms'),
    // Of a picture there is an address.
    wordCount: inline.name === 'remoteContent' ? 0 : Number(must(inline.attributes['wordcount'])),
    paragraphs: inline.name === 'remoteContent' ? [must(inline.attributes['href'])] : paragraphsOf(inline),
    priority,
  };
}

function subjectCodesOf(content: ReadElement): string[] {
  return childrenNamed(content, 'subject').flatMap(({ attributes: { qcode } }) => {
    const [alias, code, ...others] = (qcode ?? '').split(':');
    return alias === 'subj' && code !== undefined && others.length === 0 ? [code] : [];
  });
}

/** City and country of the last subject with the one type that counts as a place. */
function placesOf(content: ReadElement): (string | undefined)[] {
  const place = childrenNamed(content, 'subject').findLast(({ attributes }) => attributes['type'] === 'cptType:5');
  if (place === undefined) return [];
  const broader = first(place, 'broader');
  return [firstText(place, 'name'), ...(broader === undefined ? [] : [firstText(broader, 'name')])];
}

function genresOf(content: ReadElement): (string | undefined)[] {
  return childrenNamed(content, 'genre')
    .flatMap((genre) => childrenNamed(genre, 'name'))
    .filter(({ attributes }) => attributes['xml:lang']?.startsWith('en') === true)
    .map(textBeforeChildren);
}

/** The body is html's second child; what has no text before a child element is dropped. */
function paragraphsOf(inline: ReadElement): string[] {
  const body = must(only(inline, 'html').children[1]);
  return body.children.flatMap((child) => textBeforeChildren(child) ?? []);
}

function dateOf(text: string): Date {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text)) throw new Error(`read without its zone: ${text}`);
  return new Date(text);
}

function codeOf({ attributes }: ReadElement): string {
  return must(must(attributes['qcode']).split(':')[1]);
}

function first(parent: ReadElement, name: string): ReadElement | undefined {
  return childrenNamed(parent, name)[0];
}

function firstText(parent: ReadElement, name: string): string | undefined {
  const child = first(parent, name);
  return child === undefined ? undefined : textBeforeChildren(child);
}

/** Lost altogether where it has child elements: our documents never have them there. */
function textBeforeChildren({ text, children }: ReadElement): string | undefined {
  return children.length > 0 || text === '' ? undefined : text;
}

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('Superdesk crashes here');
  return value;
}
