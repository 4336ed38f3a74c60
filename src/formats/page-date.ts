/** Dates as people write them, in the language of the reader and on the clocks of the desk. */
import { type CalendarDate, type Instant, instantOf } from '../story/instant.ts';
import { publishedAt } from '../story/life.ts';
import type { StoryVersion } from '../story/story.ts';
import { type Markup, markup } from './markup.ts';
import { languageUnless } from './page.ts';
import { remembered } from '../story/remembered.ts';

/** `<time>` with the date and time of an instant, among words of that language. */
export function timeHtml(instant: Instant, language: string, timeZone: string): Markup {
  return time(instant, language, dateAndTime(instant, language, timeZone));
}

/** `<time>` of a story's first version: the day alone where the copy bears no time, for midnight is then only a stand-in. */
export function firstCreatedHtml(version: StoryVersion, language: string, timeZone: string): Markup {
  const day = onlyDayOf(version, timeZone);
  return day === undefined ? timeHtml(publishedAt(version), language, timeZone) : dayHtml(day, language);
}

/** `14:05 GMT`, where the day is told beside it; `undefined` where that is all that is known. */
export function clockHtml(version: StoryVersion, language: string, timeZone: string): Markup | undefined {
  if (onlyDayOf(version, timeZone) !== undefined) return undefined;
  const published = publishedAt(version);
  return time(published, language, clockFormat(language, timeZone, {})(published));
}

export function dayHtml(day: CalendarDate, language: string): Markup {
  return time(day, language, dayOf(day, language));
}

/** The day of its first version where the copy bears no time. */
function onlyDayOf(version: StoryVersion, timeZone: string): CalendarDate | undefined {
  const { filed } = version.story;
  const isOnlyDay =
    filed !== undefined && filed.time === undefined && instantOf(filed, timeZone) === publishedAt(version);
  return isOnlyDay ? filed.date : undefined;
}

function time(datetime: string, language: string, words: string): Markup {
  const wordsLanguage = isWritten(language) ? language : 'en';
  return markup`<time${languageUnless(language, wordsLanguage)} datetime="${datetime}">${words}</time>`;
}

/** `23 November 2024 at 14:05 GMT`. */
function dateAndTime(instant: Instant, language: string, timeZone: string): string {
  return clockFormat(language, timeZone, DAY)(instant);
}

function written(instant: Instant, format: Intl.DateTimeFormat): string {
  return format
    .formatToParts(new Date(instant))
    .map(({ type, value }) => (type === 'timeZoneName' ? value.replace(NO_OFFSET, '') : value))
    .join('');
}

type ClockFormat = (instant: Instant) => string;

/** Making one takes far longer than using it; and the same stories stand in one list after the other. */
const clockFormats = new Map<string, ClockFormat>();

/** With the day before the hour, or without. */
function clockFormat(language: string, timeZone: string, day: Partial<typeof DAY>): ClockFormat {
  const key = `${language} ${timeZone} ${Object.keys(day).length}`;
  const known = clockFormats.get(key);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat(localeOf(language), {
    ...day,
    hour: '2-digit',
    minute: '2-digit',
    // The wire's clock has 24 hours in every language.
    hourCycle: 'h23',
    timeZone,
    timeZoneName: 'short',
  });
  const clock = remembered((instant) => written(instant, format));
  clockFormats.set(key, clock);
  return clock;
}

/** `10 June 2021`. */
export function dayOf(date: CalendarDate, language: string): string {
  return dayFormat(language).format(new Date(`${date}T00:00:00Z`));
}

const DAY = { day: 'numeric', month: 'long', year: 'numeric' } as const;

const dayFormat = remembered((language) => new Intl.DateTimeFormat(localeOf(language), { ...DAY, timeZone: 'UTC' }));

/** Some languages call Greenwich time `GMT+0`. */
const NO_OFFSET = /\s?\+0$/;

/** English that does not say whose is the world's, which writes the day before the month, rather than America's. */
function localeOf(language: string): string {
  return language.toLowerCase() === 'en' || !isWritten(language) ? 'en-001' : language;
}

/** Whether dates can be written in it. For any other, Intl would take the language of the machine. */
const isWritten = remembered((language) => Intl.DateTimeFormat.supportedLocalesOf(language).length > 0);
