/**
 * What Superdesk keeps of an NITF document: of each name the first, of hl1 and byline the text before a child, codes of
 * the Subject Code system alone, every child of body.content with its markup. It knows no namespace. Throws where its
 * parser would. Written from a description of its behaviour.
 */
import { childrenNamed, only, type ReadElement, readXml } from './read-xml.ts';

export type IngestedNitf = {
  readonly guid: string;
  readonly urgency: number;
  readonly pubStatus: string;
  readonly created: Date;
  readonly subjects: readonly string[];
  readonly place: { readonly name: string | undefined; readonly code: string | undefined } | undefined;
  readonly keywords: readonly string[];
  readonly edNote: string | undefined;
  readonly headline: string;
  readonly byline: string | undefined;
  readonly city: string | undefined;
  readonly slugline: string | undefined;
  readonly wordCount: number;
  readonly paragraphs: readonly string[];
};

export function ingestNitf(xml: string): IngestedNitf {
  const root = readXml(xml);
  if (root.name !== 'nitf' || root.namespace !== '') throw new Error('Superdesk has no parser for this');
  const head = only(root, 'head');
  const docdata = only(head, 'docdata');
  const bodyHead = only(only(root, 'body'), 'body.head');
  const meta = (name: string) =>
    childrenNamed(head, 'meta').find(({ attributes }) => attributes['name'] === name)?.attributes['content'];
  const place = childrenNamed(docdata, 'evloc')[0]?.attributes;
  return {
    guid: must(only(docdata, 'doc-id').attributes['id-string']),
    urgency: Number(must(only(docdata, 'urgency').attributes['ed-urg'])),
    pubStatus: docdata.attributes['management-status'] ?? 'usable',
    created: dateOf(must(only(docdata, 'date.issue').attributes['norm'])),
    subjects: childrenNamed(head, 'tobject').flatMap((tobject) =>
      childrenNamed(tobject, 'tobject.subject').map(({ attributes }) => must(attributes['tobject.subject.refnum'])),
    ),
    place: place && { name: place['city'], code: place['iso-cc'] },
    keywords: childrenNamed(docdata, 'key-list').flatMap((list) =>
      childrenNamed(list, 'keyword').map(({ attributes }) => must(attributes['key'])),
    ),
    edNote: childrenNamed(docdata, 'ed-msg')[0]?.attributes['info'],
    headline: textOnly(only(only(bodyHead, 'hedline'), 'hl1')),
    byline: childrenNamed(bodyHead, 'byline').map(textOnly)[0],
    city: childrenNamed(bodyHead, 'dateline').map((dateline) => only(only(dateline, 'location'), 'city').text)[0],
    slugline: meta('anpa-keyword'),
    wordCount: Number(must(meta('anpa-wordcount'))),
    // Of markup that it does not know it shows the text, whatever that is; where there is none, nothing.
    paragraphs: only(only(root, 'body'), 'body.content')
      .children.filter(({ text }) => text.trim() !== '')
      .map(textOnly),
  };
}

/** `%Y%m%dT%H%M%S%z` of Python's strptime, whose `%z` takes no `Z` in older versions. */
function dateOf(norm: string): Date {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)[+-]0000$/.exec(norm) ?? [];
  if (second === undefined) throw new Error(`no date to Superdesk: ${norm}`);
  return new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

function textOnly({ text, children, name }: ReadElement): string {
  if (children.length > 0) throw new Error(`text is lost after the first child of ${name}`);
  return text;
}

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('Superdesk crashes here');
  return value;
}
