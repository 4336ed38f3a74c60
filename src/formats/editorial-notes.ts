/** What the desk says about a version, beside its text: what was corrected, what is under embargo, notes to editors. */
import type { Instant } from '../story/instant.ts';
import { primaryLanguage } from '../story/language.ts';
import type { Correction, StoryVersion } from '../story/story.ts';
import { embargoOf } from './item-dates.ts';
import { bodyHtml, directionOf, escapeHtml } from './text.ts';

type Words = {
  /** Before what was corrected. */
  readonly correction: string;
  /** Where the copy does not say what. */
  readonly corrected: string;
  /** Before a date and time. */
  readonly notBefore: string;
};

const ENGLISH: Words = {
  correction: 'Correction:',
  corrected: 'This story has been corrected.',
  notBefore: 'Embargo: not for use before',
};

const WORDS: ReadonlyMap<string, Words> = new Map([
  ['en', ENGLISH],
  [
    'fr',
    {
      correction: 'Rectificatif :',
      corrected: 'Cette dépêche a été corrigée.',
      notBefore: 'Embargo : ne pas utiliser avant le',
    },
  ],
  [
    'pt',
    {
      correction: 'Correção:',
      corrected: 'Esta notícia foi corrigida.',
      notBefore: 'Embargo: não utilizar antes de',
    },
  ],
  [
    'ar',
    {
      correction: 'تصحيح:',
      corrected: 'صُحّح هذا الخبر.',
      notBefore: 'محظور النشر حتى',
    },
  ],
]);

function wordsIn(language: string): Words {
  return WORDS.get(primaryLanguage(language)) ?? ENGLISH;
}

/** For readers, the newest first: `Correction: the fund is $12 billion, not $21 billion.` */
function correctionNotices({ corrections = [], story }: StoryVersion): readonly string[] {
  return corrections.toReversed().map((correction) => correctionNotice(correction, story.language));
}

export function correctionNotice(correction: Correction, language: string): string {
  const { label, text } = correctionWords(correction, language);
  return label === undefined ? text : `${label} ${text}`;
}

/** `Correction:`, where the desk says what was wrong, and that. */
export function correctionWords(
  { note }: Correction,
  language: string,
): { readonly label?: string; readonly text: string } {
  const words = wordsIn(language);
  return note === undefined ? { text: words.corrected } : { label: words.correction, text: note };
}

/**
 * For editors, the most important first, since Superdesk keeps no other: an embargo, what this version corrects, the
 * note that was filed with it (of a withdrawn story: why), what earlier versions have corrected.
 */
export function editorsNotes(version: StoryVersion): readonly string[] {
  const { story, event } = version;
  const notices = correctionNotices(version);
  const isCorrection = event === 'story.corrected';
  return [
    ...embargoNotices(version),
    ...(isCorrection ? notices.slice(0, 1) : []),
    ...(story.edNote === undefined || saysTheSame(version, story.edNote) ? [] : [story.edNote]),
    ...notices.slice(isCorrection ? 1 : 0),
  ];
}

/** A correction filed as copy tells what it corrects in its note to editors: that is not said twice. */
function saysTheSame({ corrections = [] }: StoryVersion, edNote: string): boolean {
  return corrections.some(({ note }) => note !== undefined && edNote.replace(/^[\s([]+|[\s)\]]+$/gu, '') === note);
}

/** Where there is room for one note. */
export function editorsNote(version: StoryVersion): string | undefined {
  const notes = editorsNotes(version);
  return notes.length === 0 ? undefined : notes.join('\n');
}

/** `2024-11-23 18:00 UTC`: in figures, for no two languages name months alike. */
function inUtc(instant: Instant): string {
  return `${instant.slice(0, 10)} ${instant.slice(11).replace(/(?::00)?Z$/, '')} UTC`;
}

function embargoNotices(version: StoryVersion): readonly string[] {
  const embargo = embargoOf(version);
  return embargo === undefined ? [] : [`${wordsIn(version.story.language).notBefore} ${inUtc(embargo)}`];
}

/** The text for feed readers: what was corrected, and an embargo where there is one, stand above it. */
export function readerHtml(version: StoryVersion): string {
  const notices = noticesOf(version).map((notice) => `<p><strong>${escapeHtml(notice)}</strong></p>`);
  return inItsDirection([...notices, bodyHtml(version.story)].join('\n'), version.story.language);
}

function noticesOf(version: StoryVersion): readonly string[] {
  return [...embargoNotices(version), ...correctionNotices(version)];
}

/** Readers lay a feed out left to right unless the content itself says otherwise. */
export function inItsDirection(paragraphs: string, language: string): string {
  if (directionOf(language) === 'ltr') return paragraphs;
  return `<div dir="rtl" lang="${escapeHtml(language)}">\n${paragraphs}\n</div>`;
}
