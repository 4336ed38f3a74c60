/** A newsItem of NewsML-G2, of any release of that standard, as an `Item`. */
import type { RemotePicture } from '../../story/picture.ts';
import type { PubStatus, Rights } from '../../story/story.ts';
import { type Finding, quoted } from '../finding.ts';
import type { Item, Signal } from '../items/item.ts';
import { picturesFound } from '../items/pictures.ts';
import { readCount, readDate, readEmbargoed, readLanguage, readPubStatus } from '../items/values.ts';
import { present } from '../present.ts';
import { codeReader, type CodeReader } from './codes.ts';
import { inLanguage, nameOf, partyOf, readContentMeta } from './content-meta.ts';
import { bylineIn, isRemote, readContentSet, titleIn } from './content-set.ts';
import { attributeOf, childOf, childrenOf, elementsIn, isNamed, lineOf, noteOf } from './elements.ts';
import { picturesLinked } from './pictures.ts';
import type { XmlElement } from './xml.ts';

/** What the message that it came in has beside it. */
export type Surroundings = {
  /** Pictures that came with it otherwise than by its links. */
  readonly packaged: readonly RemotePicture[];
  readonly itemOf: (guid: string | undefined) => XmlElement | undefined;
};

/** What is wrong goes into the findings; with an error among them the item is not to be used. */
export function readNewsItem(newsItem: XmlElement, findings: Finding[], { packaged, itemOf }: Surroundings): Item {
  const itemMeta = childOf(newsItem, 'itemMeta');
  const meta = childOf(newsItem, 'contentMeta');
  const contentSet = childOf(newsItem, 'contentSet');
  const codes = codeReader(newsItem);
  const language = languageIn(newsItem, meta, findings);
  const tag = attributeOf(newsItem, 'xml:lang') ?? attributeOf(childOf(meta, 'language'), 'tag');
  const content = readContentMeta(meta, { codes, language: tag, findings });
  const title = lineOf(inLanguage(childrenOf(itemMeta, 'title'), tag));
  const body = readContentSet(contentSet);
  if (body.length === 0 && isRemote(contentSet)) {
    const { line, column } = contentSet ?? newsItem;
    findings.push({
      severity: 'error',
      line,
      column,
      message: 'has its text elsewhere (remoteContent): have it sent with the text in it',
    });
  }
  return {
    ...content,
    pubStatus: pubStatusOf(itemMeta, codes, findings),
    body,
    rights: rightsOf(childOf(newsItem, 'rightsInfo'), tag),
    ...picturesFound([...picturesLinked(itemMeta, codes, itemOf, findings), ...packaged]),
    ...present({
      guid: attributeOf(newsItem, 'guid'),
      version: versionOf(newsItem, findings),
      language,
      headline: content.headline ?? titleIn(contentSet) ?? title,
      signal: signalOf(itemMeta, codes),
      firstCreated: dateOf(itemMeta, 'firstCreated', findings),
      versionCreated: dateOf(itemMeta, 'versionCreated', findings),
      embargo: embargoOf(itemMeta, findings),
      section: sectionOf(itemMeta, codes, tag),
      edNote: edNoteOf(itemMeta),
      byline: content.byline ?? bylineIn(contentSet),
      source: content.source ?? partyOf(childOf(itemMeta, 'provider')),
    }),
  };
}

/** Of the content where it is said, else of the item. */
function languageIn(newsItem: XmlElement, meta: XmlElement | undefined, findings: Finding[]): string | undefined {
  const element = childOf(meta, 'language');
  const tag = attributeOf(element, 'tag') ?? attributeOf(newsItem, 'xml:lang');
  if (tag === undefined) return undefined;
  const language = readLanguage(tag);
  if (language === undefined) {
    const { line, column } = element ?? newsItem;
    findings.push({
      severity: 'warning',
      line,
      column,
      message: `the language ${quoted(tag)} is not known (BCP 47): the desk's is taken`,
    });
  }
  return language;
}

function versionOf(newsItem: XmlElement, findings: Finding[]): number | undefined {
  const written = attributeOf(newsItem, 'version');
  const version = written === undefined ? undefined : readCount(written);
  if (written !== undefined && version === undefined) {
    const { line, column } = newsItem;
    findings.push({
      severity: 'warning',
      line,
      column,
      message: `the version ${quoted(written)} is not used: it is not a whole number`,
    });
  }
  return version;
}

/** Usable where nothing is said (NewsML-G2 §pubStatus); of what is said and not understood nothing is published. */
function pubStatusOf(itemMeta: XmlElement | undefined, codes: CodeReader, findings: Finding[]): PubStatus {
  const element = childOf(itemMeta, 'pubStatus');
  if (element === undefined) return 'usable';
  const status = readPubStatus(codes(element)?.code ?? '');
  if (status !== undefined) return status;
  const written = attributeOf(element, 'qcode') ?? attributeOf(element, 'uri') ?? '';
  const message = `held: the pubStatus ${quoted(written)} is not known; it may be stat:usable, stat:withheld or stat:canceled`;
  findings.push({ severity: 'error', line: element.line, column: element.column, message });
  return 'withheld';
}

function signalOf(itemMeta: XmlElement | undefined, codes: CodeReader): Signal | undefined {
  const signals = childrenOf(itemMeta, 'signal').map(codes);
  const has = (signal: Signal): boolean => signals.some((code) => code?.scheme === 'sig' && code.code === signal);
  if (has('correction')) return 'correction';
  return has('update') ? 'update' : undefined;
}

function dateOf(itemMeta: XmlElement | undefined, name: string, findings: Finding[]) {
  const element = childOf(itemMeta, name);
  const written = lineOf(element);
  return element === undefined || written === undefined ? undefined : readDate(written, { ...element, name }, findings);
}

function embargoOf(itemMeta: XmlElement | undefined, findings: Finding[]) {
  const element = childOf(itemMeta, 'embargoed');
  return element === undefined ? undefined : readEmbargoed(lineOf(element) ?? '', element, findings);
}

/** As Wiredesk writes it in the items that it makes. */
const OWN_PROFILE = 'wiredesk-text';

/**
 * Wiredesk writes a story's section as the service of the item, and `main` where it has none. The services of others are
 * what they sell, of which a reader knows nothing.
 */
function sectionOf(
  itemMeta: XmlElement | undefined,
  codes: CodeReader,
  language: string | undefined,
): string | undefined {
  const service = childOf(itemMeta, 'service');
  if (lineOf(childOf(itemMeta, 'profile')) !== OWN_PROFILE) return undefined;
  if (service === undefined || codes(service)?.code === 'main') return undefined;
  return nameOf(service, language);
}

/**
 * All notes, each once: the first alone may be the least of them. Left out are those that its sender restricts to some,
 * and the notes in markup which some senders make of all the others.
 */
function edNoteOf(itemMeta: XmlElement | undefined): string | undefined {
  const notes = childrenOf(itemMeta, 'edNote').filter((note) => attributeOf(note, 'pubconstraint') === undefined);
  const plain = notes.filter((note) => elementsIn(note).every((child) => isNamed(child, 'br')));
  const texts = new Set((plain.length > 0 ? plain : notes).flatMap((note) => noteOf(note) ?? []));
  return texts.size === 0 ? undefined : [...texts].join('\n');
}

function rightsOf(rightsInfo: XmlElement | undefined, language: string | undefined): Partial<Rights> {
  return present({
    holder: partyOf(childOf(rightsInfo, 'copyrightHolder'))?.name,
    notice: lineOf(inLanguage(childrenOf(rightsInfo, 'copyrightNotice'), language)),
    usageTerms: lineOf(inLanguage(childrenOf(rightsInfo, 'usageTerms'), language)),
  });
}
