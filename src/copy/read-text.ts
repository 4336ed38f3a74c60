/** The text of a story, below the front matter, taken apart. */
import type { Filed, Instant } from '../story/instant.ts';
import type { Dateline, SignOff } from '../story/story.ts';
import { type KnownAgencies, knownAgencies } from './agencies.ts';
import { readDateline } from './dateline.ts';
import { type EmbargoLine, readEmbargoLine } from './embargo-line.ts';
import type { Finding } from './finding.ts';
import type { FrontFields } from './front-matter-schema.ts';
import { type Head, readHead } from './head.ts';
import { blocksOf, isWrapped, marginOf, type Paragraph, paragraphsOf } from './paragraphs.ts';
import type { CopyDefaults } from './read-copy.ts';
import { readSignOff } from './sign-off.ts';

export type TextParts = {
  readonly agencyLine?: string;
  readonly headline: string;
  readonly byline?: string;
  readonly dateline?: Dateline;
  readonly body: readonly string[];
  readonly signOff?: SignOff;
  readonly filed?: Filed;
  readonly embargo?: Instant;
};

export type TextReading = {
  /** Absent where an error is among the findings. */
  readonly parts?: TextParts;
  readonly findings: readonly Finding[];
};

const HEADLINE_CHARACTERS_MAX = 300;

export function readText(
  filed: readonly string[],
  firstLine: number,
  front: FrontFields,
  defaults: CopyDefaults,
): TextReading {
  const names = [defaults.agency?.name, defaults.agency?.mark, defaults.creditLine, front.agencyLine];
  const { lines, embargo, errors: held } = embargoOf(filed, firstLine, front);
  const ending = readSignOff(lines, firstLine, knownAgencies(names));
  const known = knownAgencies([...names, ending?.signOff.agency]);
  const blocks = blocksOf(ending === undefined ? lines : lines.slice(0, ending.linesBefore), firstLine);
  const wrapped = isWrapped(blocks);
  const margin = marginOf(blocks);
  const head = readHead(blocks, { known, margin, headlineGiven: front.headline !== undefined });
  const body = head.body.flatMap((block) => paragraphsOf(block, wrapped, margin));
  const findings = [...(ending?.warnings ?? [])];
  const errors = [...held, ...missing(head, body, front, firstLine)];
  const headline = front.headline ?? head.headline?.text;
  const [lead] = body;
  if (errors.length > 0 || headline === undefined || lead === undefined) return { findings: [...findings, ...errors] };
  if (headline.length > HEADLINE_CHARACTERS_MAX) findings.push(longHeadline(headline, head.headline?.line));
  const dateline = datelineOf(lead, known, front, findings);
  const { agencyLine, byline } = head;
  return {
    parts: {
      ...(agencyLine !== undefined && { agencyLine }),
      headline,
      ...(byline !== undefined && { byline }),
      ...(dateline !== undefined && { dateline }),
      body: body.map(({ text }) => text),
      ...(ending !== undefined && { signOff: ending.signOff }),
      ...(ending?.filed !== undefined && { filed: ending.filed }),
      ...(embargo !== undefined && { embargo }),
    },
    findings,
  };
}

/** The front matter's word, if it has one, stands above a line in the text; that line is no part of the story. */
function embargoOf(lines: readonly string[], firstLine: number, front: FrontFields): EmbargoLine {
  if (front.noEmbargo === true) return { lines, errors: [] };
  const reading = readEmbargoLine(lines, firstLine);
  return front.embargo === undefined ? reading : { lines: reading.lines, errors: [] };
}

function datelineOf(
  lead: Paragraph,
  known: KnownAgencies,
  front: FrontFields,
  findings: Finding[],
): Dateline | undefined {
  const reading = readDateline(lead.text, known);
  if (reading.kind === 'doubtful' && front.dateline === undefined) {
    const message = `"${reading.text}" looks like a dateline but is not certain to be one, so none is given. If it is, put it into the front matter: dateline: "${reading.text}"`;
    findings.push({ severity: 'warning', line: lead.line, message });
  }
  return reading.kind === 'dateline' ? reading.dateline : undefined;
}

function missing(head: Head, body: readonly Paragraph[], front: FrontFields, firstLine: number): Finding[] {
  const headline = front.headline === undefined ? head.headline : { line: firstLine };
  if (headline === undefined) {
    const line = body[0]?.line ?? firstLine;
    return [
      {
        severity: 'error',
        line,
        message:
          body.length === 0
            ? 'there is no story here: write a headline, a blank line and the text'
            : 'there is no headline: put one above the text, or "headline: ..." into the front matter',
      },
    ];
  }
  if (body.length > 0) return [];
  return [
    {
      severity: 'error',
      line: headline.line,
      message: 'there is a headline but no text: leave a blank line, then write the text',
    },
  ];
}

function longHeadline(headline: string, line: number | undefined): Finding {
  return {
    severity: 'warning',
    ...(line !== undefined && { line }),
    message: `the headline has ${headline.length} characters: is a blank line missing below it? Above ${HEADLINE_CHARACTERS_MAX} receivers cut`,
  };
}
