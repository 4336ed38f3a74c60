/** Filters as people write them: `language=fr`, `subject=medtop:16000000,medtop:02000000`, `urgency=3`. */
import { FILTER_FIELDS, type Filter } from './filter.ts';
import { EVENT_TYPES, type EventType } from './story.ts';
import { parseSubject, SUBJECT_RULE } from './subject.ts';
import { canonicalLanguage, LANGUAGE_RULE } from './language.ts';
import { wholeNumber } from './whole-number.ts';
import { WiredeskError } from './wiredesk-error.ts';

/** Terms on the same field are alternatives. Throws a `WiredeskError` that names what can be written. */
export function parseFilter(terms: readonly string[]): Filter {
  let filter: Filter = {};
  for (const term of terms) {
    const [field, written] = split(term);
    if (written.length === 0 || !isField(field)) {
      throw new WiredeskError(
        `"${term}" is no filter: write FIELD=VALUE, where FIELD is one of ${FILTER_FIELDS.join(', ')}`,
      );
    }
    filter =
      field === 'urgency'
        ? { ...filter, urgency: urgencyOf(term, written) }
        : { ...filter, [field]: [...(filter[field] ?? []), ...written.map((value) => canonical(field, value, term))] };
  }
  return filter;
}

type Field = (typeof FILTER_FIELDS)[number];

function split(term: string): readonly [string, readonly string[]] {
  const at = term.indexOf('=');
  const values = at < 0 ? [] : term.slice(at + 1).split(',');
  return [at < 0 ? '' : term.slice(0, at).trim(), values.map((value) => value.trim()).filter((value) => value !== '')];
}

function isField(name: string): name is Field {
  return FILTER_FIELDS.some((field) => field === name);
}

function canonical(field: Exclude<Field, 'urgency'>, value: string, term: string): string {
  if (field === 'language' && canonicalLanguage(value) === undefined) {
    throw new WiredeskError(`"${term}": a language ${LANGUAGE_RULE}`);
  }
  if (field === 'event') return eventTypeOf(term, value);
  if (field !== 'subject') return value;
  const subject = parseSubject(value);
  if (subject === undefined) throw new WiredeskError(`"${term}": a subject ${SUBJECT_RULE}`);
  return `${subject.scheme}:${subject.code}`;
}

/** `killed` is read as `story.killed`. */
function eventTypeOf(term: string, value: string): EventType {
  const written = value.toLowerCase();
  const type = EVENT_TYPES.find((each) => each === written || each === `story.${written}`);
  if (type !== undefined) return type;
  throw new WiredeskError(`"${term}": an event is one of ${EVENT_TYPES.join(', ')}`);
}

function urgencyOf(term: string, written: readonly string[]): number {
  const urgency = wholeNumber(written[0] ?? '');
  if (written.length === 1 && urgency !== undefined && urgency >= 1 && urgency <= 9) return urgency;
  throw new WiredeskError(
    `"${term}": urgency is one number from 1 (flash) to 9; that urgency and more urgent ones match`,
  );
}
