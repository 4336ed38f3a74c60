/** A line that is a date and nothing else: `25 august 2016 19:19:35`, `Thursday 10 June 2021`. */
import type { Filed } from '../story/instant.ts';
import { findDate, type FoundDate } from './dates.ts';
import { isKnownCity } from './known-cities.ts';
import { present } from './present.ts';
import { WEEKDAYS, WEEKDAYS_SHORT } from './weekdays.ts';

const LENGTH_MAX = 80;
const WORDS =
  'date|data|fecha|(?:first |last |date )?(?:published|posted(?: to the web)?|updated|filed|issued|created|modified|added)|publi[eé]e?|mise? [àa] jour|publicado|publicada|atualizado|actualizado|نشر|تاريخ النشر';
/** `General News of Tuesday, 12 January 2021`, as the pages of Ghana have it. */
const SECTION = `\\p{Lu}[\\p{L} ]{2,30} of (?=(?:${WEEKDAYS}),)`;
const LABEL = new RegExp(
  `^\\s{0,3}(?:\\p{L}[\\p{L}\\p{M} '’-]{1,30}\\s{0,3}[•|·]\\s{0,3}|\\p{L}{2,12} [-–] (?=(?:${WORDS})\\s))?(?:(?:${WORDS})\\s{0,3}(?:on|le|em|el|في)?\\s{0,3}:?\\s{1,3}|${SECTION})?(?:(?:${WEEKDAYS}|${WEEKDAYS_SHORT}),?\\s{1,3})?(?:le\\s)?`,
  'iu',
);
/** `EST`, `CST`: each country has its own. Then the day alone is sure. */
const ZONE = /(?<=\d\d(?:\s?[ap]\.?m\.?)?)\s(?!GMT|UTC)(?:[A-Z]{3,4}|local time)$/iu;
/** `June 10, 2003 Tuesday`, as Nexis has it; `-0500 (EST)` of a mail. */
const BEHIND = new RegExp(`(?<=\\d),?\\s(?:${WEEKDAYS})$|(?<=[+-]\\d{4})\\s\\([A-Z]{3,4}\\)$`, 'iu');
/** How many have read it. */
const READERS = /\s{2,}(?:lu|views?|lido)\s?:?\s?\d+(?:\s\p{L}+)?$/iu;

/** `Publié le 10 avril 2021 à 09h15 - Mis à jour le ...`: when it came out counts. */
const UPDATED =
  /\s{0,3}[-–|•,;(]\s{0,3}(?:(?:last )?(?:updated|modified)|mise? [àa] jour|modifi[eé]e?|a[c]?tualizad[oa]|آخر تحديث|تحديث)(?![\p{L}]).{0,60}$/iu;

export type DateLine = {
  /** What it says, where it can mean one day only. */
  readonly filed?: Filed;
  /** Why it cannot be used. */
  readonly fault?: string;
  /** `Monday, June 14` */
  readonly isDayWithoutYear: boolean;
};

export function readDateLine(line: string): DateLine | undefined {
  const date = wholeDate(line);
  if (date === undefined) return undefined;
  const { filed, fault, monthDay, isCertain } = date;
  return {
    ...(filed !== undefined && { filed: isCertain ? filed : { date: filed.date } }),
    ...(fault !== undefined && { fault }),
    isDayWithoutYear: monthDay !== undefined,
  };
}

function wholeDate(line: string): (FoundDate & { readonly isCertain: boolean }) | undefined {
  const text = line
    .slice(0, LENGTH_MAX * 2)
    .trim()
    .replace(UPDATED, '');
  if (text.length > LENGTH_MAX || line.length > LENGTH_MAX * 2 || !/\d/u.test(text)) return undefined;
  const written = text.replace(LABEL, '').replace(READERS, '').replace(BEHIND, '');
  const clock = written.replace(ZONE, '');
  const date = findDate(clock);
  if (date?.index !== 0 || date.end !== clock.length) return undefined;
  return { ...date, isCertain: clock === written };
}

/** Names before a bar, as the Turkish agency has them: not the place that the Angolan one puts there. */
export function nameBeforeDate(line: string): string | undefined {
  const [, name = ''] =
    /^\s{0,3}(\p{Lu}[\p{L}\p{M}.'’-]{1,20}(?:\s\p{Lu}[\p{L}\p{M}.'’-]{0,20}){1,3})\s{0,3}[•|·]/u.exec(line) ?? [];
  return name === '' || isKnownCity(name) ? undefined : name;
}

/** `26/06/2018 - Comores: le référendum`: in numbers, for `12 January 2021 - The day` may be a headline. */
const IN_FRONT = /^(?<date>\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4})\s?(?:[-–|:])\s{1,3}(?<headline>\S.*)$/u;

export function dateInFront(headline: string): Pick<DateLine, 'filed' | 'fault'> & { readonly headline: string } {
  const { date, headline: rest } = IN_FRONT.exec(headline)?.groups ?? {};
  const found = date === undefined ? undefined : findDate(date);
  if (found?.index !== 0 || rest === undefined) return { headline };
  return { headline: rest, ...present({ filed: found.filed, fault: found.fault }) };
}
