/**
 * An instant as people write it in a line of copy: `1200 GMT 24 November 2026`, `24 novembre 2026 à 18h00 GMT`,
 * `às 18h00 GMT de 24 de novembro de 2026`. Date, time and zone must be there, in whichever order, and nothing that is not
 * understood beside them: what can mean two instants, or might mean another, is no instant.
 */
import { type Instant, instantsOf } from '../story/instant.ts';
import { isTimeZone } from '../story/time-zone.ts';
import { findDate } from './dates.ts';
import { quoted } from './finding.ts';

export type MomentReading =
  | { readonly ok: true; readonly instant: Instant }
  /** What is missing, and what to write. */
  | { readonly ok: false; readonly fault: string };

const WRITE = 'write date, time and zone, as in 2026-11-24T18:00:00+01:00 or 2026-11-24 18:00 Africa/Dakar';
const WRITE_OFFSET = 'write the offset, as in 2026-11-24T18:00:00+01:00';

export function readMoment(text: string): MomentReading {
  const written = text.trim();
  const found = findDate(written);
  if (found?.fault !== undefined) return uncertain(`${found.fault}; ${WRITE}`);
  if (found?.filed === undefined) return uncertain(`${quoted(written)} has no certain date; ${WRITE}`);
  if (found.hasShortYear === true) return uncertain(`${quoted(written)} has a year of two digits; ${WRITE}`);
  const around = `${written.slice(0, found.index)} ${written.slice(found.end)}`;
  const { date } = found.filed;
  const clock: Clock | undefined = found.filed.time === undefined ? clockIn(around) : { ...found.filed, rest: around };
  if (clock?.time === undefined) return uncertain(`${quoted(written)} has no certain time; ${WRITE}`);
  const zone = clock.timeZone === undefined ? zoneIn(clock.rest) : { timeZone: clock.timeZone, rest: clock.rest };
  if (zone === undefined) return uncertain(`${quoted(written)} does not say in which time zone; ${WRITE}`);
  if (!isIdle(zone.rest, date)) return uncertain(`${quoted(written)} cannot be read with certainty; ${WRITE}`);
  return instantAt(date, clock.time, zone.timeZone);
}

type Clock = { readonly time?: string; readonly timeZone?: string; readonly rest: string };

const TIME =
  /(?<![\p{L}\p{N}:.])(?:(?<hour>\d{1,2})\s?(?:[:.h]\s?(?<minute>\d\d)|h(?:rs|eures|oras|ours)?(?![\p{L}\p{N}])|(?=[ap]\.?m\b))|(?<compact>\d{4})(?=\s?(?:GMT|UTC|h(?:rs)?\b)))(?:\s?h(?:rs)?\b)?(?:\s?(?<half>[ap])\.?m\b\.?)?/iu;

/** Twelve o'clock in the day; midnight may be that of the day before or after. */
const NOON = /(?<![\p{L}])(?:12\s?(?::00\s?)?)?(?:noon|midday|midi|meio-dia|mediodía)(?![\p{L}])/iu;

/** The only time of day in the text; what is left of it. */
function clockIn(text: string): Clock | undefined {
  const noon = NOON.exec(text);
  if (noon !== null) return { time: '12:00', rest: without(text, noon) };
  const latin = text.replace(/[\u0660-\u0669\u06F0-\u06F9]/g, (digit) => String(digit.charCodeAt(0) & 0xf));
  const match = TIME.exec(latin);
  if (match?.groups === undefined) return undefined;
  const { hour, minute, compact, half } = match.groups;
  const hours = Number(compact?.slice(0, 2) ?? hour);
  const minutes = compact?.slice(2) ?? minute ?? '00';
  const in24 = half === undefined ? hours : onTwelve(hours, half.toLowerCase() === 'p');
  const isTime = in24 !== undefined && in24 <= 23 && Number(minutes) <= 59;
  return isTime ? { time: `${String(in24).padStart(2, '0')}:${minutes}`, rest: without(latin, match) } : undefined;
}

function onTwelve(hours: number, isAfternoon: boolean): number | undefined {
  return hours < 1 || hours > 12 ? undefined : (hours % 12) + (isAfternoon ? 12 : 0);
}

/** Names that mean one offset everywhere; `EST` or `CST` do not. */
const GREENWICH = /(?<![\p{L}\p{N}])(?:GMT|UTC|TU|T\.U\.|Z|(?:بتوقيت )?(?:غرينتش|غرينيتش|جرينتش))(?![\p{L}\p{N}+/-])/u;
const OFFSET = /(?<![\p{L}\p{N}])(?:GMT|UTC)?(?<sign>[+-])(?<hours>\d\d):?(?<minutes>\d\d)(?!\d)/u;
const NAMED = /(?<![\p{L}\p{N}])(?<name>[A-Z][A-Za-z_]+(?:\/[A-Z][\w+-]+)+)(?![\p{L}\p{N}])/u;

function zoneIn(text: string): { readonly timeZone: string; readonly rest: string } | undefined {
  const greenwich = GREENWICH.exec(text);
  if (greenwich !== null) return { timeZone: 'UTC', rest: without(text, greenwich) };
  const offset = OFFSET.exec(text);
  if (offset?.groups !== undefined) {
    const { sign, hours, minutes } = offset.groups;
    return { timeZone: `${sign}${hours}:${minutes}`, rest: without(text, offset) };
  }
  const named = NAMED.exec(text);
  const name = named?.groups?.['name'];
  return named !== null && name !== undefined && isTimeZone(name)
    ? { timeZone: name, rest: without(text, named) }
    : undefined;
}

function without(text: string, { index, 0: written }: RegExpExecArray): string {
  return `${text.slice(0, index)} ${text.slice(index + written.length)}`;
}

/** Words that join date, time and zone: they change nothing. */
const JOINING =
  /(?<![\p{L}\p{N}])(?:at|on|of|the|à|a|au|le|du|de|del|do|da|das|dia|às|as|ao|em|el|día|las|los|la|heures?|horas?|hours?|hrs|h|time|يوم|في|من|الساعة|بتوقيت)(?![\p{L}\p{N}])/giu;

/** From Sunday on. */
const WEEKDAYS: readonly RegExp[] = [
  'sunday|sun|dimanche|domingo|الأحد',
  'monday|mon|lundi|segunda(?:-feira)?|lunes|الاثنين|الإثنين',
  'tuesday|tues?|mardi|terça(?:-feira)?|martes|الثلاثاء',
  'wednesday|wed|mercredi|quarta(?:-feira)?|miércoles|الأربعاء',
  'thursday|thurs?|jeudi|quinta(?:-feira)?|jueves|الخميس',
  'friday|fri|vendredi|sexta(?:-feira)?|viernes|الجمعة',
  'saturday|sat|samedi|sábado|السبت',
].map((names) => new RegExp(`(?<![\\p{L}\\p{N}])(?:${names})(?![\\p{L}\\p{N}])`, 'giu'));

/** Nothing is left but joining words, and the day of the week if it is that date's: a wrong one means another date. */
function isIdle(rest: string, date: string): boolean {
  const weekday = WEEKDAYS[new Date(`${date}T00:00:00Z`).getUTCDay()];
  const left = weekday === undefined ? rest : rest.replace(weekday, ' ');
  return /^[\s,،.()-]*$/u.test(left.replace(JOINING, ' '));
}

function instantAt(date: string, time: string, timeZone: string): MomentReading {
  const [instant, second] = instantsOf({ date, time, timeZone }, timeZone);
  if (instant === undefined) return uncertain(`the clocks of ${timeZone} skip ${time} on ${date}; ${WRITE_OFFSET}`);
  if (second !== undefined) {
    return uncertain(`the clocks of ${timeZone} show ${time} twice on ${date}; ${WRITE_OFFSET}`);
  }
  return { ok: true, instant };
}

function uncertain(fault: string): MomentReading {
  return { ok: false, fault };
}
