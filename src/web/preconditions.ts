/** Conditional requests (RFC 9110 §13): whether a GET or HEAD is answered in full, with 304 or with 412. */
import type { Fields } from './fields.ts';
import { parseHttpDate } from './http-date.ts';

/** Of the representation selected for this request: encoded as it would be sent. */
export type Validators = {
  /** Strong, with its quotation marks. */
  readonly etag: string;
  readonly modifiedAt: Date;
};

export type Outcome = 'send' | 'not-modified' | 'precondition-failed';

/** In the order of precedence of §13.2.2. Ranges are not served, so If-Range (step 5) never applies. */
export function evaluatePreconditions(headers: Fields, validators: Validators, now: Date): Outcome {
  return preconditionFails(headers, validators, now) ? 'precondition-failed' : revalidate(headers, validators, now);
}

function preconditionFails(headers: Fields, { etag, modifiedAt }: Validators, now: Date): boolean {
  const ifMatch = headers.get('if-match');
  if (ifMatch !== null) return !listsTag(ifMatch, etag, 'strong');
  const since = dateOf(headers, 'if-unmodified-since', now);
  return since !== undefined && wholeSecondsOf(modifiedAt) > since;
}

function revalidate(headers: Fields, { etag, modifiedAt }: Validators, now: Date): Outcome {
  const ifNoneMatch = headers.get('if-none-match');
  if (ifNoneMatch !== null) return listsTag(ifNoneMatch, etag, 'weak') ? 'not-modified' : 'send';
  return isDatedUpTo(headers, modifiedAt, now) && !isAhead(headers, now) ? 'not-modified' : 'send';
}

/** The client says that it has what was there at the date of the document, or later. */
export function isDatedUpTo(headers: Fields, modifiedAt: Date, now: Date): boolean {
  const since = dateOf(headers, 'if-modified-since', now);
  return since !== undefined && wholeSecondsOf(modifiedAt) <= since;
}

/** By a date that has not come nobody has anything: one of two clocks is wrong, or this desk's was before. */
function isAhead(headers: Fields, now: Date): boolean {
  const since = dateOf(headers, 'if-modified-since', now);
  return since !== undefined && since > now.getTime();
}

/** An entity tag may hold commas, so the list is read tag by tag (§8.8.3). */
const ENTITY_TAG = /(?<weak>W\/)?(?<opaque>"[\x21\x23-\x7e\x80-\xff]*")/g;

/** Weak comparison ignores `W/`; strong comparison never matches a weak tag (§8.8.3.2). `etag` is strong. */
function listsTag(field: string, etag: string, comparison: 'strong' | 'weak'): boolean {
  // Nearly every condition is the one tag that was sent.
  if (field === etag || field.trim() === '*') return true;
  const tags = [...field.matchAll(ENTITY_TAG)];
  return tags.some(
    ({ groups }) => groups?.['opaque'] === etag && (comparison === 'weak' || groups['weak'] === undefined),
  );
}

/** The tags of a list, without `W/`. */
export function tagsIn(field: string): readonly string[] {
  return [...field.matchAll(ENTITY_TAG)].flatMap(({ groups }) => groups?.['opaque'] ?? []);
}

/** A date that is none is to be ignored (§13.1.3, §13.1.4). */
function dateOf(headers: Fields, name: string, now: Date): number | undefined {
  const field = headers.get(name);
  return field === null ? undefined : parseHttpDate(field, now);
}

function wholeSecondsOf(date: Date): number {
  return Math.floor(date.getTime() / 1000) * 1000;
}
