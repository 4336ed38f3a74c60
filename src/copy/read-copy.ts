/**
 * Wire copy to a `Story`: the bytes of one file in, a story or the problems out. No clock, no disk.
 *
 *     story = [front matter] [agency line] headline [byline] [dateline] paragraph { paragraph } [sign-off]
 *
 * What the desk wrote is kept as filed, unbalanced quotation marks and all. A fault in the front matter, or a story
 * without headline or text, is an error: nothing is published by guess.
 */
import type { Desk } from '../story/desk.ts';
import type { FrontOrders } from '../story/order.ts';
import type { Problem } from '../story/problem.ts';
import type { StatusMark } from '../story/status-mark.ts';
import type { Story, Subject } from '../story/story.ts';
import { decodeCopy } from './bytes.ts';
import { clean, describeRemoval } from './clean.ts';
import { byPlace, type Finding } from './finding.ts';
import { readFrontMatter, splitFrontMatter } from './front-matter.ts';
import { linesOf, placeAt } from './lines.ts';
import { readText } from './read-text.ts';
import { storyOf } from './story-of.ts';

export { COPY_BYTES_MAX } from './bytes.ts';

/** What a story has that does not say otherwise; the desk's settings. */
export type CopyDefaults = {
  readonly language: string;
  readonly urgency: number;
  readonly genre?: string;
  readonly section?: string;
  readonly subjects?: readonly Subject[];
  readonly keywords?: readonly string[];
  readonly creditLine?: string;
  /** The desk's own name and mark, by which its datelines and agency lines are known. */
  readonly agency?: Pick<Desk['agency'], 'name' | 'mark'>;
};

export type ReadCopy =
  | {
      readonly ok: true;
      readonly story: Story;
      /** From the front matter: a slug, or a whole `urn:newsml:`. */
      readonly id?: string;
      /** In the order in which they stand in the file; the headline of the story is without them. */
      readonly marks: readonly StatusMark[];
      /** From the front matter: the story that this one translates, by slug, guid or file. */
      readonly translationOf?: string;
      /** What the front matter orders to be done with the story. */
      readonly orders?: FrontOrders;
      readonly warnings: readonly Problem[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** `file` is for the problems alone: the name by which the user knows it. */
export function readCopy(bytes: Uint8Array, file: string, defaults: CopyDefaults): ReadCopy {
  const decoded = decodeCopy(bytes);
  if (!decoded.ok) return failed([decoded.error]);
  const { text, removed } = clean(decoded.text);
  const warnings: Finding[] = [...decoded.warnings];
  if (removed !== undefined) {
    const place = placeAt(decoded.text, removed.index);
    warnings.push({ severity: 'warning', ...place, message: describeRemoval(removed) });
  }
  if (text.trim() === '') {
    const message = 'the file holds nothing but white space: write a headline, a blank line and the text';
    return failed([...warnings, { severity: 'error', message }]);
  }
  const split = splitFrontMatter(linesOf(text));
  if (!split.ok) return failed([...warnings, split.error]);
  const front = readFrontMatter(split.yaml, file);
  const fields = front.ok ? front.fields : {};
  const reading = readText(split.text, split.line, fields, defaults);
  // All at once, so that nobody mends a file in three rounds.
  const findings = [...warnings, ...(front.ok ? front.warnings : front.findings), ...reading.findings].sort(byPlace);
  if (!front.ok || reading.parts === undefined) return failed(findings);
  const { id, orders, translationOf } = fields;
  return {
    ok: true,
    story: storyOf(reading.parts, fields, defaults),
    ...(id !== undefined && { id }),
    marks: [],
    ...(translationOf !== undefined && { translationOf }),
    ...(orders !== undefined && { orders }),
    warnings: findings.map((finding) => ({ file, ...finding })),
  };

  function failed(found: readonly Finding[]): ReadCopy {
    return { ok: false, problems: found.map((finding) => ({ file, ...finding })) };
  }
}
