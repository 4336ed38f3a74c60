/** Dateline and sign-off of a story that came as an item: its metadata says what copy would have said in these. */
import type { Publisher } from '../../story/desk.ts';
import type { Dateline, SignOff } from '../../story/story.ts';
import { knownAgencies } from '../agencies.ts';
import { datelineFrom, readDateline } from '../dateline.ts';
import { present } from '../present.ts';
import { isOwn } from './attribution.ts';
import type { Item } from './item.ts';

/** Some senders put the date and time of the item there. */
const TIME_STAMP = /^\d{4}-\d\d-\d\d/;

export function datelineOf(item: Item, lead: string, desk: Publisher): Dateline | undefined {
  const { located, source } = item;
  const known = knownAgencies([desk.agency.mark, desk.agency.name, source?.mark, source?.name]);
  // The notice of a kill has none, though it names the agency in brackets.
  const inText = item.pubStatus === 'canceled' ? undefined : readDateline(lead, known);
  const read = inText?.kind === 'dateline' ? inText.dateline : undefined;
  const text = item.dateline ?? beforeSummary(item, lead);
  const given = text === undefined || TIME_STAMP.test(text) ? undefined : datelineFrom(text, known);
  // `FORT WASHINGTON, Pa.` beside a text that begins with `FORT WASHINGTON, Pa. (AP) _`: the text says more.
  const fuller =
    given === undefined || (given.agency === undefined && read?.text.startsWith(given.text)) ? read : given;
  const found = fuller ?? given;
  if (found === undefined) return located === undefined ? undefined : { text: nameOf(located), place: located };
  const mark = source?.mark !== undefined && found.text.includes(source.mark) ? source.mark : found.agency;
  return { text: found.text, ...present({ place: located ?? found.place, agency: mark }) };
}

/** ninjs has no dateline: it is what stands in the text before that beginning of it which is given without. */
function beforeSummary({ summary, located }: Item, lead: string): string | undefined {
  if (summary === undefined || located === undefined || !lead.endsWith(summary)) return undefined;
  const before = lead.slice(0, -summary.length).trimEnd();
  return before.includes(located.name) ? before : undefined;
}

function nameOf({ name, country }: NonNullable<Item['located']>): string {
  return [name, country?.name].filter((part) => part !== undefined && part !== '').join(', ');
}

/** Who signed it: the agency, where it is another's and the dateline does not name one, and the initials. */
export function signOffOf(
  { initials, source }: Item,
  dateline: Dateline | undefined,
  desk: Publisher,
): SignOff | undefined {
  const mark = source?.mark ?? source?.name;
  const agency = dateline?.agency === undefined && !isOwn(source, desk) ? mark : undefined;
  if (agency === undefined && initials.length === 0) return undefined;
  const text = [agency, initials.join('/')].filter((part) => part !== undefined && part !== '').join(' ');
  return { text, ...present({ agency }), initials };
}
