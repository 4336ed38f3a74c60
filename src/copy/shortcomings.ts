/** What a story lacks, or has too much of. */
import type { Finding } from './finding.ts';
import type { FrontFields } from './front-matter-schema.ts';
import type { Head } from './head.ts';
import type { Paragraph } from './paragraphs.ts';

export function missing(
  head: Head,
  body: readonly Paragraph[],
  front: FrontFields,
  firstLine: number,
): readonly Finding[] {
  const headline = front.headline === undefined ? head.headline : { line: firstLine };
  if (headline === undefined) {
    const line = body[0]?.line ?? firstLine;
    const message =
      body.length === 0
        ? 'there is no story here: write a headline, a blank line and the text'
        : 'there is no headline: put one above the text, or "headline: ..." into the front matter';
    return [{ severity: 'error', line, message }];
  }
  if (body.length > 0) return [];
  const message = 'there is a headline but no text: leave a blank line, then write the text';
  return [{ severity: 'error', line: headline.line, message }];
}

const HEADLINE_CHARACTERS_MAX = 300;

export function headlineLength(headline: string, line: number | undefined): readonly Finding[] {
  if (headline.length <= HEADLINE_CHARACTERS_MAX) return [];
  const message = `the headline has ${headline.length} characters: is a blank line missing below it? Above ${HEADLINE_CHARACTERS_MAX} receivers cut`;
  return [{ severity: 'warning', ...(line !== undefined && { line }), message }];
}
