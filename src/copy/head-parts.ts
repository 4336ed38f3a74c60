/** What the readers of the head have in common. */
import type { Filed } from '../story/instant.ts';
import type { StatusMark } from '../story/status-mark.ts';
import type { KnownAgencies } from './agencies.ts';
import type { Block } from './blocks.ts';
import { withoutEndMark } from './byline.ts';
import type { Finding } from './finding.ts';
import type { Line } from './lines.ts';
import type { Paragraph } from './paragraphs.ts';

export type HeadContext = {
  readonly known: KnownAgencies;
  /** Indentation that no line of the file does without. */
  readonly margin: number;
  /** The front matter has the headline, so that the text need not. */
  readonly headlineGiven: boolean;
};

/** A date on a line of its own. */
export type DatedLine = { readonly text: string; readonly filed: Filed };

export type Taken = {
  agencyLine?: string;
  slugline?: string;
  headline?: Paragraph;
  subheadlines: Paragraph[];
  byline?: string;
  notes: string[];
  marks: StatusMark[];
  filed?: Filed;
  dated: DatedLine[];
  dateline?: Paragraph;
  warnings: Finding[];
  /** The end mark of IPTC 7901's head (` =`) has been met. */
  isClosed: boolean;
  /** Its parts are labelled: `HEADLINE: ...`. */
  isLabelled?: boolean;
};

/** Takes what it is for off the top; `undefined` where something else stands there. */
export type Step = (blocks: readonly Block[], taken: Taken, context: HeadContext) => readonly Block[] | undefined;

export function first(blocks: readonly Block[]): Line {
  return blocks[0]?.lines[0] ?? { number: 1, text: '' };
}

export const HEADLINE_LINES_MAX = 3;

export function endMarksOff(lines: readonly Line[]): readonly Line[] {
  return lines.map((line) => ({ ...line, text: withoutEndMark(line.text) }));
}

/** The first is the story's; which is known when the end has been read. */
export function takeDate(taken: Taken, line: string, filed: Filed): void {
  taken.filed ??= filed;
  taken.dated.push({ text: line.trim(), filed });
}
