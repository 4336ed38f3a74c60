/** What a story lacks, or has too much of. */
import { remembered } from '../story/remembered.ts';
import type { Story } from '../story/story.ts';
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

/** Of the letters. A Latin story may quote Arabic names, and an Arabic one Latin marks. */
const SCRIPT_SHARE_MIN = 0.6;
const CHARACTERS_LOOKED_AT = 500;

/** A story in the letters of another language than its own is shown in the wrong direction. */
export function scriptOf({ language, body }: Pick<Story, 'language' | 'body'>): readonly Finding[] {
  const text = body.slice(0, 5).join(' ').slice(0, CHARACTERS_LOOKED_AT);
  const isArabic = usualScript(language) === 'Arab';
  if (!isArabic && !/\p{Script=Arabic}/u.test(text)) return [];
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const arabic = text.match(/(?=\p{L})\p{Script=Arabic}/gu)?.length ?? 0;
  const other = isArabic ? letters - arabic : arabic;
  if (letters === 0 || other < letters * SCRIPT_SHARE_MIN) return [];
  const message = `the text is ${isArabic ? 'not ' : ''}in Arabic letters and its language is "${language}": put "language: ..." into the front matter, or the file into a folder such as stories/${isArabic ? 'fr' : 'ar'}/`;
  return [{ severity: 'warning', line: 1, message }];
}

const usualScript = remembered((language) => new Intl.Locale(language).maximize().script);

const HEADLINE_CHARACTERS_MAX = 300;

export function headlineLength(headline: string, line: number | undefined): readonly Finding[] {
  if (headline.length <= HEADLINE_CHARACTERS_MAX) return [];
  const message = `the headline has ${headline.length} characters: is a blank line missing below it? Above ${HEADLINE_CHARACTERS_MAX} receivers cut`;
  return [{ severity: 'warning', ...(line !== undefined && { line }), message }];
}
