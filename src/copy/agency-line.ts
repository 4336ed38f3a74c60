/**
 * The line above the headline that names the agency: `Panafrican News Agency`, `Agence de Presse Sénégalaise`.
 *
 * The rule: a short line of a name's form (every word with a capital, but for articles and prepositions; no full stop)
 * that begins with the word for agency in a Latin language or Arabic, or ends with Agency, News, Press, Presse, Service
 * or Newswire, an abbreviation in brackets after it or not. Also a line that is the name or mark of an agency that the
 * desk, the front matter or the sign-off names. That a headline and text still follow is for the reader to see.
 */
import type { KnownAgencies } from './agencies.ts';
import { isInCapitals } from './dateline-parts.ts';
import { isKnownCity } from './known-cities.ts';

/** No place is called so. */
export const AGENCY_WORD: RegExp =
  /(?:^|[^\p{L}])(?:agency|agence|agência|agencia|agenzia|agentur|newswire|news|presse|press|وكالة)(?![\p{L}])/iu;

const LENGTH_MAX = 70;
const WORDS_MAX = 8;
/** `MAGBRI ELECTED CHAIRMAN OF THE AFRICAN AGENCY` is a headline. */
const WORDS_IN_CAPITALS_MAX = 5;

const BEGINS = /^(?:l['’])?(?:agence|agência|agencia|agenzia|وكالة)\s/iu;
const ENDS = /(?:agency|news|presse|press|press association|newswire|service|agentur)$/iu;
/** `News Agency of Nigeria`, `Press Trust of India` */
const OF_COUNTRY = /^(?:news agency|press agency|press trust) of \p{Lu}/iu;
/** `Agence panafricaine d'information`: words that the names of agencies write small. */
const SMALL_NAME_WORD =
  /^(?:(?:[ld]['’])?(?:informa[\p{L}]{2,5}|presse|nouvelles|not[ií]cias|imprensa|prensa)|\p{Ll}{3,12}(?:aine?|ienne?|aise?|oise|ana|ense|esa|ina)|nationale?|nacional)$/u;
const SMALL_WORD = /^(?:and|da|das|de|del|der|des|do|dos|du|e|et|for|la|le|of|the|y)$/u;
const ABBREVIATION = /\s*[([][\p{L}.]{2,12}[)\]]$/u;

export function isAgencyLine(line: string, known: KnownAgencies): boolean {
  const text = line.slice(0, LENGTH_MAX + 1).trim();
  if (text.length > LENGTH_MAX || line.trim().length > LENGTH_MAX || text === '') return false;
  const [mark = '', ...others] = text.split(/\s[-–—]\s/u);
  // `PANA - Panafrican News Agency`
  if (others.length > 0 && known.isName(mark)) return others.length === 1 && isAgencyLine(others[0] ?? '', known);
  // `PANA 045`, with the number of the item
  const name = withoutSeat(text.replace(ABBREVIATION, '').replace(/\s\d{1,4}$/u, ''));
  if (known.isName(text) || known.isName(name)) return true;
  const words = name.split(/\s+/u);
  return (
    (BEGINS.test(name) || ENDS.test(name) || OF_COUNTRY.test(name)) &&
    words.length > 1 &&
    words.length <= (isInCapitals(name) ? WORDS_IN_CAPITALS_MAX : WORDS_MAX) &&
    words.every(
      (word) => isNameWord(word) || IN_BRACKETS.test(word) || (BEGINS.test(name) && SMALL_NAME_WORD.test(word)),
    )
  );
}

/** `Panafrican News Agency, Dakar` */
function withoutSeat(name: string): string {
  const [, own = name, seat = ''] = /^(.{5,60}),\s([^,]{3,30})$/u.exec(name) ?? [];
  return isKnownCity(seat) || /^S\.?A\.?$/u.test(seat) ? own : name;
}

const IN_BRACKETS = /^\(\p{Lu}{2,10}\)$/u;

/** `Panafrican News Agency (Dakar)`, below a headline or a text: it calls itself an agency. */
export function isAgencyInFull(line: string, known: KnownAgencies): boolean {
  return (
    /(?:^agence|^agência|^agencia|^وكالة|news agency|press agency)(?:\s|$)/iu.test(line.trim()) &&
    isAgencyLine(line, known)
  );
}

function isNameWord(word: string): boolean {
  return /^(?:[ld]['’]\p{L}|[\p{Lu}\p{Lo}])/u.test(word) ? !/[.,:;!?]$/u.test(word) : SMALL_WORD.test(word);
}
