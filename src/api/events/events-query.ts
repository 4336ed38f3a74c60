/** What a client asks the stream of events for, in words, and what that comes to. */
import { FILTER_FIELDS, type Filter } from '../../story/filter.ts';
import { parseFilter } from '../../story/filter-terms.ts';
import { WiredeskError } from '../../story/wiredesk-error.ts';
import type { AccessToken } from '../../wire/token-shelf.ts';
import { type FieldError, problem, type ProblemAnswer } from '../answer.ts';
import type { ApiRoom } from '../room.ts';
import { writeCursor, type Cursor, parseCursor, START } from './cursor.ts';
import type { Place } from './event-feed.ts';
import { type Wanted, wantedBy } from './wanted.ts';

export type EventsQuery = {
  readonly format: string;
  /** Terms of a filter. */
  readonly filter: readonly string[];
} & { readonly [field in (typeof FILTER_FIELDS)[number]]?: string };

/** Or what is wrong with it. */
export function wantedIn(query: EventsQuery, token: AccessToken, { formats }: ApiRoom): Wanted | ProblemAnswer {
  const errors: FieldError[] = [];
  const format = formats.get(query.format);
  if (format === undefined) errors.push({ parameter: 'format', detail: `is one of ${[...formats.keys()].join(', ')}` });
  const filter = filterIn(query, errors);
  if (format !== undefined && errors.length === 0) {
    return wantedBy(token, filter, { name: query.format, format });
  }
  const [first] = errors;
  return problem('invalid-parameters', `${first?.parameter ?? ''} ${first?.detail ?? ''}`, { errors });
}

function filterIn(query: EventsQuery, errors: FieldError[]): Filter {
  const written = [
    ...query.filter.map((term) => ['filter', term] as const),
    ...FILTER_FIELDS.flatMap((field) =>
      query[field] === undefined ? [] : [[field, `${field}=${query[field]}`] as const],
    ),
  ];
  const good = written.filter(([parameter, term]) => {
    try {
      parseFilter([term]);
      return true;
    } catch (error) {
      if (!(error instanceof WiredeskError)) throw error;
      errors.push({ parameter, detail: `is not understood: ${error.message}` });
      return false;
    }
  });
  return parseFilter(good.map(([, term]) => term));
}

/** Where a client wants to go on. `written`: what it says, and where. */
export async function placeIn(
  written: { readonly text: string | undefined; readonly error: Omit<FieldError, 'detail'> },
  wanted: Wanted,
  { feed }: ApiRoom,
): Promise<Place | ProblemAnswer> {
  const { text, error } = written;
  if (text === 'head') return feed.head(wanted);
  const cursor = text === undefined ? START : parseCursor(text);
  if (cursor === undefined) return badCursor(error);
  return (await feed.placeOf(cursor, wanted)) ?? beyondHead(cursor, wanted, feed);
}

function badCursor(error: Omit<FieldError, 'detail'>): ProblemAnswer {
  const detail = 'is no cursor: it is a sequence number, or what an answer has given as next';
  return problem('invalid-parameters', `${Object.values(error).join('')} ${detail}`, {
    errors: [{ ...error, detail }],
  });
}

/** Nothing is taken back from the log: so the cursor is of another desk, or of this one before a backup was restored. */
async function beyondHead(cursor: Cursor, wanted: Wanted, feed: ApiRoom['feed']): Promise<ProblemAnswer> {
  const head = writeCursor((await feed.head(wanted)).cursor);
  const detail =
    `the log ends at ${head}, before ${writeCursor(cursor)}: the cursor is of another desk, or of this one before it was ` +
    'restored from a backup; begin again from a cursor that you know';
  return problem('cursor-beyond-head', detail, { more: { head } });
}
