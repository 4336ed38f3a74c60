/** Dates above a text, on lines of their own and in lines with a place. */
import { type Block, withoutLines } from './blocks.ts';
import { nameBeforeDate, readDateLine } from './date-line.ts';
import { readDateline } from './dateline.ts';
import { first, type HeadContext, takeDate, type Taken } from './head-parts.ts';
import { isDatelineAboveHeadline, isPlaceAndDate, isSignedDateline } from './text-begins.ts';

/** The South African agency's, above the headline: `LUANDA December 21 1998 Sapa-AP`. */
export function takeDateline(
  blocks: readonly Block[],
  taken: Taken,
  context: HeadContext,
): readonly Block[] | undefined {
  const line = first(blocks);
  const rest = withoutLines(blocks, 1);
  if (isPlaceAndDate(line, rest, context)) {
    const reading = readDateline(line.text, context.known);
    if (reading.kind === 'dateline' && reading.filed !== undefined) taken.filed ??= reading.filed;
    taken.notes.push(line.text.trim());
    return rest;
  }
  if (taken.headline !== undefined || taken.dateline !== undefined || context.headlineGiven) return undefined;
  if (!isDatelineAboveHeadline(line, rest, context)) return undefined;
  taken.dateline = { line: line.number, text: line.text.trim() };
  return rest;
}

export function takeDateLine(
  blocks: readonly Block[],
  taken: Taken,
  context: HeadContext,
): readonly Block[] | undefined {
  const { text, number } = first(blocks);
  const rest = withoutLines(blocks, 1);
  const date = readDateLine(text);
  if (date === undefined || rest.length === 0) return undefined;
  const { filed, fault, isDayWithoutYear } = date;
  // `Thursday, June 10` above a dateline is the page's; elsewhere it may head an entry of a diary.
  const isOfPage = isDayWithoutYear && taken.headline !== undefined && isSignedDateline(rest, context);
  if (filed === undefined && fault === undefined && !isOfPage) return undefined;
  if (filed !== undefined) takeDate(taken, text, filed);
  if (isOfPage) taken.notes.push(text.trim());
  if (fault !== undefined)
    taken.warnings.push({ severity: 'warning', line: number, message: `this date is not used: ${fault}` });
  // `Jane Doe | 12.01.2021`
  const name = nameBeforeDate(text);
  if (name !== undefined && taken.byline !== undefined && taken.byline !== name) taken.notes.push(text.trim());
  if (name !== undefined) taken.byline ??= name;
  return rest;
}
