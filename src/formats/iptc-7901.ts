/**
 * IPTC 7901, the text format of agencies' wires before XML: a header line, a slug line, the story in lines of a teleprinter's
 * width, the date and time of sending; in between the control characters that once drove the machines. Written in Latin-1,
 * as its receivers read it. What Latin-1 lacks is transliterated, and the message says so; a story whose script it lacks
 * becomes an advisory that says where the story is.
 */
import { type BodyPart, bodyParts } from '../story/body-parts.ts';
import type { Desk } from '../story/desk.ts';
import type { LogPosition } from '../story/feed.ts';
import type { Instant } from '../story/instant.ts';
import type { Story, StoryVersion } from '../story/story.ts';
import { storyUrl } from './addresses.ts';
import type { Format } from './format.ts';
import { editorsNotes } from './editorial-notes.ts';
import { embargoOf } from './item-dates.ts';
import { latin1Of } from './latin-1.ts';
import { subjectsOf } from './subjects.ts';
import { sluglineOf, wordCount } from './text.ts';
import { wrapped } from './wrapped-lines.ts';

const MEDIA_TYPE = 'text/plain; charset=iso-8859-1';

export const iptc7901: Format = {
  name: 'iptc-7901',
  standard: 'IPTC 7901',
  story: {
    fileName: 'iptc-7901.txt',
    mediaType: MEDIA_TYPE,
    encoding: 'latin1',
    render: (version, desk) => message(version, desk),
  },
  push: { mediaType: MEDIA_TYPE, encoding: 'latin1', render: message },
};

const SOH = '\u0001';
const STX = '\u0002';
const ETX = '\u0003';
const EOT = '\u0004';

const COLUMNS = 69;
const NEW_LINE = '\r\n';

/** Of ten letters of a story so many may be lost before nobody could read it. */
const LOST_SHARE_MAX = 0.1;

function message(version: StoryVersion, desk: Desk, event?: LogPosition): string {
  const content = contentOf(version, desk);
  const lines = [
    SOH + headerLine(version, desk, event),
    slugLine(version),
    ...starting(content.headlines),
    '',
    ...content.text,
    ...notes(content.notes),
    `${ETX}${timeLine(version.versionCreated)}`,
    EOT,
  ];
  // Each field has been made Latin-1 already; what is left is the structure.
  return lines.map((line) => line + NEW_LINE).join('');
}

/**
 * `pana0042 3 p 211 en v2`: service and number, priority, category, words, and up to 50 characters that are free. The
 * number is the event's, as receivers count what they get; a document that is no transmission has none.
 */
function headerLine({ story, version }: StoryVersion, desk: Desk, event: LogPosition | undefined): string {
  const service = /[a-z]{2,5}/.exec(desk.agency.mark.normalize('NFKD').toLowerCase())?.[0] ?? 'wire';
  const number = String((event?.seq ?? 0) % NUMBERS).padStart(4, '0');
  const priority = Math.min(story.urgency, PRIORITY_MAX);
  return `${service}${number} ${priority} ${categoryOf(story)} ${wordCount(story)} ${story.language} v${version}`;
}

const NUMBERS = 10_000;
const PRIORITY_MAX = 6;

/** Finance, sport, entertainment, politics by the Media Topics at the top; all else is international news. */
const CATEGORIES: Readonly<Record<string, string>> = { '01': 'e', '04': 'f', '11': 'p', '15': 's' };

function categoryOf(story: Story): string {
  const subject = subjectsOf(story).find(({ scheme }) => scheme === 'subj');
  return CATEGORIES[subject?.code.slice(0, 2) ?? ''] ?? 'i';
}

/** The slug line ends with a slash. */
function slugLine(version: StoryVersion): string {
  return `${plain(sluglineOf(version)).replace(/\/+$/, '')}/`;
}

type Content = {
  readonly headlines: readonly string[];
  readonly text: readonly string[];
  /** For editors, not for print. */
  readonly notes: readonly string[];
};

function contentOf(version: StoryVersion, desk: Desk): Content {
  const { story } = version;
  const parts = bodyParts(story);
  const words = [
    story.headline,
    ...(story.subheadlines ?? []),
    story.byline ?? '',
    ...parts.map(({ text }) => text),
  ].join('\n');
  const whole = latin1Of(words);
  if (isUnreadable(words, whole.lost)) return advisory(version, desk);
  const embargo = embargoOf(version);
  return {
    headlines: [story.headline, ...(story.subheadlines ?? [])].map(plain),
    text: [
      ...(embargo === undefined ? [] : [`EMBARGOED UNTIL ${clock(embargo)}`, '']),
      ...(story.byline === undefined ? [] : [plain(story.byline), '']),
      ...parts.flatMap((part) => [...linesOf(part), '']),
      ...(story.signOff === undefined ? [] : [plain(story.signOff.text), '']),
    ],
    notes: [
      ...editorsNotes(version).map((note) => `Editor's note: ${plain(note)}`),
      `${version.guid}, version ${version.version}, ${version.pubStatus}`,
      ...transliterationNotes(whole),
    ].map(plain),
  };
}

function isUnreadable(text: string, lost: readonly string[]): boolean {
  if (lost.length === 0) return false;
  const isLost = new Set(lost);
  const letters = text.normalize('NFC').match(/\p{L}/gu) ?? [];
  return letters.filter((letter) => isLost.has(letter)).length > letters.length * LOST_SHARE_MAX;
}

/** Latin-1 cannot say what the replaced characters were, so they are named by their numbers in Unicode. */
function transliterationNotes({ replaced, lost }: ReturnType<typeof latin1Of>): readonly string[] {
  return [
    ...(replaced.length === 0 ? [] : [`Transliterated for Latin-1: ${numbersOf(replaced)}`]),
    ...(lost.length === 0 ? [] : [`Not in Latin-1, each written as a question mark: ${numbersOf(lost)}`]),
  ];
}

const NAMED_MAX = 20;

function numbersOf(characters: readonly string[]): string {
  const numbers = characters.map((character) => {
    const number = character.codePointAt(0) ?? 0;
    return `U+${number.toString(16).toUpperCase().padStart(4, '0')}`;
  });
  const more = numbers.length > NAMED_MAX ? ` and ${numbers.length - NAMED_MAX} more` : '';
  return numbers.slice(0, NAMED_MAX).join(' ') + more;
}

function advisory(version: StoryVersion, desk: Desk): Content {
  const { story, guid, slug, pubStatus } = version;
  const language = new Intl.DisplayNames('en', { type: 'language' }).of(story.language) ?? story.language;
  if (isWithdrawal(version)) return withdrawal(version, language);
  const page = pubStatus === 'usable' ? [`It is at ${storyUrl(slug, desk)}`, ''] : [];
  return {
    headlines: [`ADVISORY: a story in ${plain(language)} that Latin-1 cannot carry`],
    text: [
      ...wrapped('Editors: not for publication. IPTC 7901 is sent in Latin-1, which has no letters for it.', COLUMNS),
      '',
      ...page,
      ...wrapped('Other formats carry it: NewsML-G2, NITF, ninjs.', COLUMNS),
      '',
    ],
    notes: [`${guid}, version ${version.version}, ${pubStatus}`].map(plain),
  };
}

function isWithdrawal({ event }: StoryVersion): boolean {
  return event === 'story.killed' || event === 'story.held';
}

/** That nobody may use a story is said in words that everybody's system can show. */
function withdrawal(version: StoryVersion, language: string): Content {
  const { guid, event, pubStatus } = version;
  const [mark, until] = event === 'story.killed' ? ['KILL', ''] : ['HOLD', ' until it is released'];
  const rule = `Editors: this story must not be used${until}; wherever it has been published, it must be taken down.`;
  return {
    headlines: [`${mark}: a story in ${plain(language)}, ${plain(sluglineOf(version))}`],
    text: [...wrapped(rule, COLUMNS), ''],
    notes: [`${guid}, version ${version.version}, ${pubStatus}`].map(plain),
  };
}

/** STX begins the text; its head, a line for each headline, ends with an equals sign. */
function starting(headlines: readonly string[]): readonly string[] {
  const last = headlines.length - 1;
  return headlines.map((line, index) => `${index === 0 ? STX : ''}${line}${index === last ? ' =' : ''}`);
}

function linesOf({ form, text }: BodyPart): readonly string[] {
  return form === 'preformatted' ? text.split('\n').map(columns) : wrapped(plain(text), COLUMNS);
}

/** The words by which Superdesk and others know that what follows is for editors alone. */
const NOT_FOR_PUBLICATION = 'The following information is not for publication';

function notes(lines: readonly string[]): readonly string[] {
  return ['* * * *', NOT_FOR_PUBLICATION, '', ...lines.flatMap((line) => wrapped(line, COLUMNS)), ''];
}

/** `101430 GMT Jun 21` */
function timeLine(instant: Instant): string {
  const [, day, hour, minute] = /-(\d\d)T(\d\d):(\d\d)/.exec(instant) ?? [];
  return `${day}${hour}${minute} GMT ${monthOf(instant)} ${instant.slice(2, 4)}`;
}

/** `1800 GMT 23 Nov 2024` */
function clock(instant: Instant): string {
  const [, year, day, hour, minute] = /^(\d{4})-\d\d-(\d\d)T(\d\d):(\d\d)/.exec(instant) ?? [];
  return `${hour}${minute} GMT ${day} ${monthOf(instant)} ${year}`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

function monthOf(instant: Instant): string {
  return MONTHS[Number(instant.slice(5, 7)) - 1] ?? '';
}

/** A line of a table, in which every blank counts. */
function columns(line: string): string {
  return latin1Of(line)
    .text.replace(/\p{Cc}/gu, ' ')
    .trimEnd();
}

/** One line of Latin-1, in which nothing can be taken for structure. */
function plain(text: string): string {
  return latin1Of(text)
    .text.replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}
