/** An item of another system as a story of this desk: what it says, what the desk fills in, and whose it stays. */
import type { Publisher } from '../../story/desk.ts';
import { subjectCodeOf } from '../../story/media-topics.ts';
import type { ParagraphForm, Rights, Story, Subject } from '../../story/story.ts';
import { byPlace, type Finding } from '../finding.ts';
import { present } from '../present.ts';
import type { CopyDefaults, ReadCopy } from '../read-copy.ts';
import { isOwn } from './attribution.ts';
import type { Block } from './blocks.ts';
import { datelineOf, signOffOf } from './dateline-of-item.ts';
import type { FoundItem } from './found.ts';
import { guidOfItem, slugOfItem } from './guid-of-item.ts';
import type { Item, Standing } from './item.ts';

export type ItemsContext = {
  /** The name by which the user knows the file. */
  readonly file: string;
  readonly defaults: CopyDefaults;
  readonly desk: Publisher;
  /** Whether the file holds others: then a story is not known by its file. */
  readonly isOneOfSeveral: boolean;
};

export function storyOfItem(found: FoundItem, context: ItemsContext): ReadCopy {
  const item = attributed(found.item);
  const findings = [...found.findings, ...shortcomings(found, context)].sort(byPlace);
  const problems = findings.map((finding) => ({ file: context.file, ...finding }));
  if (problems.some(({ severity }) => severity === 'error')) return { ok: false, problems };
  const standing = standingOf(item, context);
  return {
    ok: true,
    story: wordsOf(item, standing, context),
    ...(standing !== undefined && { item: standing }),
    // Items say of themselves what copy says by marks.
    marks: [],
    warnings: problems,
  };
}

const DOMAIN = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i;

/** An item that names no source, or a domain alone (`ansa.it`), and somebody as the holder of its rights, is theirs. */
function attributed(item: Item): Item {
  const { source, rights } = item;
  const isNamed = source?.name !== undefined && !DOMAIN.test(source.name);
  return isNamed || rights.holder === undefined ? item : { ...item, source: { name: rights.holder } };
}

function standingOf(item: Item, { desk }: ItemsContext): Standing | undefined {
  const { guid: named, version, pubStatus, signal, versionCreated } = item;
  if (named === undefined) return undefined;
  const maker = item.source?.name ?? desk.agency.name;
  return {
    guid: guidOfItem(named, maker),
    pubStatus,
    ...present({ version, signal, versionCreated, slug: slugOfItem(named) }),
  };
}

/** From here on a headline may stand alone: an alert says all that is known so far. */
const URGENCY_OF_ALERTS = 2;

function shortcomings(
  { item, findings: found, line, column }: FoundItem,
  { isOneOfSeveral }: ItemsContext,
): readonly Finding[] {
  const findings: Finding[] = [];
  const error = (message: string): unknown => findings.push({ severity: 'error', line, column, message });
  if (item.guid === undefined && (isOneOfSeveral || item.pubStatus !== 'usable')) {
    const reason = isOneOfSeveral ? 'one of several in its file' : item.pubStatus;
    error(`has no guid (in ninjs: uri), and is ${reason}: it cannot be told which story it is`);
  }
  if (item.pubStatus === 'canceled') return findings;
  if (item.headline === undefined) error('has no headline');
  // That the text lies elsewhere has been said.
  if (item.body.length > 0 || found.some(({ severity }) => severity === 'error')) return findings;
  if ((item.urgency ?? Infinity) > URGENCY_OF_ALERTS || item.headline === undefined) error('has no text');
  else {
    const message = 'has a headline and no text, as an alert has: the headline stands for the text as well';
    findings.push({ severity: 'warning', line, column, message });
  }
  return findings;
}

function wordsOf(item: Item, standing: Standing | undefined, { defaults, desk }: ItemsContext): Story {
  const { headline = item.edNote?.split('\n')[0] ?? standing?.guid ?? '', source } = item;
  const blocks = blocksOf(item, headline);
  const body = blocks.map(({ text }) => text);
  const dateline = datelineOf(item, body[0] ?? '', desk);
  const signOff = signOffOf(item, dateline, desk);
  const subjects = withoutImplied(item.subjects);
  const usualCredit = dateline?.agency ?? signOff?.agency ?? desk.agency.mark;
  const creditLine = item.creditLine === usualCredit ? undefined : item.creditLine;
  return {
    language: item.language ?? defaults.language,
    headline,
    body,
    ...formsOf(blocks),
    urgency: item.urgency ?? defaults.urgency,
    subjects: subjects.length > 0 ? subjects : (defaults.subjects ?? []),
    keywords: item.keywords.length > 0 ? item.keywords : (defaults.keywords ?? []),
    ...present({
      slugline: item.slugline === standing?.slug ? undefined : item.slugline,
      subheadlines: item.subheadlines.length === 0 ? undefined : item.subheadlines,
      byline: item.byline,
      agencyLine: isOwn(source, desk) ? undefined : source?.name,
      dateline,
      signOff,
      filed: item.contentCreated,
      section: item.section ?? defaults.section,
      genre: item.genre ?? defaults.genre,
      embargo: item.embargo,
      edNote: item.edNote,
      creditLine: creditLine ?? (isOwn(source, desk) ? defaults.creditLine : undefined),
      rights: rightsOf(item, desk),
      pictures: item.pictures,
    }),
  };
}

/** Never empty. */
function blocksOf({ body, edNote }: Item, headline: string): readonly Block[] {
  const [first] = body;
  // Some put the headline above the text as well.
  const blocks = first?.form === 'subhead' && first.text === headline ? body.slice(1) : body;
  return blocks.length > 0 ? blocks : [{ form: 'paragraph', text: edNote ?? headline }];
}

function formsOf(blocks: readonly Block[]): Pick<Story, 'forms'> {
  const forms = blocks.flatMap(({ form }, index): [string, ParagraphForm][] =>
    form === 'paragraph' ? [] : [[String(index), form]],
  );
  return forms.length === 0 ? {} : { forms: Object.fromEntries(forms) };
}

/** Without the Subject Codes that stand beside a Media Topic for older systems: they are written anew for those. */
function withoutImplied(subjects: readonly Subject[]): readonly Subject[] {
  const implied = new Set(subjects.map(({ scheme, code }) => (scheme === 'medtop' ? subjectCodeOf(code) : undefined)));
  return subjects.filter(({ scheme, code }) => scheme === 'medtop' || !implied.has(code));
}

/** What the desk says of every story need not be said of this one; of another's story the desk claims nothing. */
function rightsOf({ rights, source }: Item, desk: Publisher): Partial<Rights> | undefined {
  const maker = isOwn(source, desk) ? undefined : source?.name;
  const holder = rights.holder ?? maker;
  const notice = rights.notice ?? (maker === undefined ? undefined : `© ${holder}`);
  const own = present({
    holder: holder === desk.rights.holder ? undefined : holder,
    notice: notice === desk.rights.notice ? undefined : notice,
    usageTerms: rights.usageTerms === desk.rights.usageTerms ? undefined : rights.usageTerms,
  });
  return Object.keys(own).length === 0 ? undefined : own;
}
