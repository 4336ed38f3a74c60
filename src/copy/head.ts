/** What stands above the text: agency line, headline, byline. What is left is the body. */
import { isAgencyLine } from './agency-line.ts';
import type { KnownAgencies } from './agencies.ts';
import { readDateline } from './dateline.ts';
import { type Block, endsSentence, isIndented, type Paragraph, unwrap } from './paragraphs.ts';

export type Head = {
  readonly agencyLine?: string;
  readonly headline?: Paragraph;
  readonly byline?: string;
  readonly body: readonly Block[];
};

export type HeadContext = {
  readonly known: KnownAgencies;
  readonly margin: number;
  /** The front matter has the headline, so that the text need not. */
  readonly headlineGiven: boolean;
};

export function readHead(blocks: readonly Block[], context: HeadContext): Head {
  const agencyLine = agencyLineOf(blocks, context);
  const afterAgency = agencyLine === undefined ? blocks : withoutLines(blocks, 1);
  const count = headlineLines(afterAgency, context);
  const [first] = afterAgency;
  const afterHeadline = withoutLines(afterAgency, count);
  const byline = bylineOf(afterHeadline);
  return {
    ...(agencyLine !== undefined && { agencyLine }),
    ...(first !== undefined &&
      count > 0 && { headline: { line: first.line, text: unwrap(first.lines.slice(0, count)) } }),
    ...(byline !== undefined && { byline }),
    body: byline === undefined ? afterHeadline : withoutLines(afterHeadline, 1),
  };
}

function withoutLines([first, ...others]: readonly Block[], count: number): readonly Block[] {
  if (first === undefined) return others;
  const lines = first.lines.slice(count);
  return lines.length === 0 ? others : [{ line: first.line + count, lines }, ...others];
}

function agencyLineOf(blocks: readonly Block[], context: HeadContext): string | undefined {
  const line = blocks[0]?.lines[0];
  if (line === undefined || !isAgencyLine(line, context.known)) return undefined;
  const rest = withoutLines(blocks, 1);
  const hasText = withoutLines(rest, 1).length > 0;
  const headlineFollows = hasText && headlineLines(rest, context) > 0 && isHeadlineLike(rest[0]?.lines[0] ?? '');
  return headlineFollows || (context.headlineGiven && rest.length > 0) ? line.trim() : undefined;
}

const HEADLINE_LINES_MAX = 3;
const HEADLINE_LINE_LENGTH_MAX = 120;
const HEADLINE_LENGTH_MAX = 300;

/** How many lines at the top are the headline: one, or a block of two or three that stands alone. */
function headlineLines([block, ...others]: readonly Block[], { known, margin, headlineGiven }: HeadContext): number {
  if (block === undefined) return 0;
  const { lines } = block;
  const [first = ''] = lines;
  if (readDateline(first, known).kind === 'dateline') return 0;
  if (headlineGiven && (!isHeadlineLike(first) || (others.length === 0 && lines.length === 1))) return 0;
  const textAt = lines.findIndex(
    (line, index) => index > 0 && (isIndented(line, margin) || isByline(line) || startsText(line, known)),
  );
  const count = textAt < 0 ? lines.length : textAt;
  const standsAlone = textAt > 0 || others.length > 0;
  const isOneHeadline = lines.slice(0, count).every((line) => isHeadlineLike(line, HEADLINE_LINE_LENGTH_MAX));
  return standsAlone && count <= HEADLINE_LINES_MAX && isOneHeadline ? count : 1;
}

function startsText(line: string, known: KnownAgencies): boolean {
  return readDateline(line, known).kind === 'dateline';
}

/** Headlines have no full stop at the end. */
function isHeadlineLike(line: string, lengthMax: number = HEADLINE_LENGTH_MAX): boolean {
  return line.trim().length <= lengthMax && !/[.。](?:["'”»)]{0,2})$/u.test(line.trimEnd().slice(-3));
}

const BYLINE_LENGTH_MAX = 80;
const BYLINE = /^(?:by|par|por|بقلم)(?:\s*:\s*|\s+)(?<names>.+)$/iu;
const NAME_PART =
  /^(?:\p{Lu}|\p{Lo}|\p{N})|^(?:and|et|e|y|with|avec|com|con|in|à|em|en|de|da|do|dos|du|van|von|bin|ibn|al-.+|el-.+)$/u;

/** `By Aminata Diallo`, `Par Mamadou Sène et Awa Ba`: names and nothing else. */
export function isByline(line: string): boolean {
  const text = line.trim();
  if (text.length > BYLINE_LENGTH_MAX || endsSentence(text)) return false;
  const names = BYLINE.exec(text)?.groups?.['names'];
  return names !== undefined && names.split(/\s+/u).every((part) => NAME_PART.test(part));
}

/** A byline has text below it. */
function bylineOf(blocks: readonly Block[]): string | undefined {
  const line = blocks[0]?.lines[0];
  return line !== undefined && isByline(line) && withoutLines(blocks, 1).length > 0 ? line.trim() : undefined;
}
