/** The life of a story after its first version: each act makes one next version of it. Pure; what may be done is asked first. */
import { laterDate } from './dating.ts';
import { toInstant, type Instant } from './instant.ts';
import { type FormerPicture, withoutThose } from './picture.ts';
import { noticeOf, type Notice } from './notice.ts';
import type { Correction, Story, StoryVersion } from './story.ts';

/** The words of a story, with what has been corrected in them. */
export type Wording = Pick<StoryVersion, 'story' | 'corrections'>;

export function isHeld({ heldBy }: StoryVersion): boolean {
  return heldBy !== undefined;
}

/** Nobody but the trusted knows of it so far. */
export function isPrivate({ audience }: StoryVersion): boolean {
  return audience === 'trusted';
}

export function isUnderEmbargo({ embargo }: Story, now: Date): boolean {
  return embargo !== undefined && embargo > toInstant(now);
}

/** For good: a killed story has no further version. */
export function killed(last: StoryVersion, notice: Omit<Notice, 'kind'>, now: Date): StoryVersion {
  const story = noticeOf(last, { ...notice, kind: 'kill' });
  return next(last, { pubStatus: 'canceled', event: 'story.killed', story, ...audienceOf(last) }, now);
}

/** Until further notice: the text comes back when the story is released. */
export function held(
  last: StoryVersion,
  { by, ...notice }: Omit<Notice, 'kind'> & { readonly by: 'copy' | 'desk' },
  now: Date,
): StoryVersion {
  const story = noticeOf(last, { ...notice, kind: 'hold' });
  return next(last, { pubStatus: 'withheld', event: 'story.held', story, heldBy: by, ...audienceOf(last) }, now);
}

/** A held story may be used again, corrected or as it was; one that was held under embargo goes back under it. */
export function released(
  last: StoryVersion,
  wording: Wording,
  correction: Correction | undefined,
  now: Date,
): StoryVersion {
  const event = correction === undefined ? 'story.released' : 'story.corrected';
  return reworded(last, { ...withCorrection(wording, correction), event }, now);
}

/**
 * The end of an embargo: for everybody but the trusted this is the story's first version. What was corrected in it before
 * nobody else has read.
 */
export function published(last: StoryVersion, { story }: Wording, now: Date): StoryVersion {
  const firstPublished = laterDate(last.versionCreated, now);
  return next(last, { ...usable({ story }), event: 'story.published', firstPublished }, now);
}

/** The same version as the translation of that story, or of none. */
export function asTranslationOf(version: StoryVersion, original: string | undefined): StoryVersion {
  const { translationOf: _former, ...others } = version;
  return original === undefined ? others : { ...others, translationOf: original };
}

/** When everybody could read it first. */
export function publishedAt({ firstPublished, firstCreated }: StoryVersion): Instant {
  return firstPublished ?? firstCreated;
}

/** The version that this one replaces; none for the first that everybody may know of, whatever the trusted had before. */
export function previousVersion({ version, event }: StoryVersion): number | undefined {
  return version > 1 && event !== 'story.published' ? version - 1 : undefined;
}

/**
 * New words: an update, or a correction where the desk says so. While only the trusted know of the story and its embargo
 * lasts, they alone get it.
 */
export function rewritten(
  last: StoryVersion,
  story: Story,
  correction: Correction | undefined,
  now: Date,
): StoryVersion {
  const event = correction === undefined ? 'story.updated' : 'story.corrected';
  const wording = { story, ...(last.corrections !== undefined && { corrections: last.corrections }) };
  return reworded(last, { ...withCorrection(wording, correction), event }, now);
}

function reworded(
  last: StoryVersion,
  { event, ...wording }: Wording & Pick<StoryVersion, 'event'>,
  now: Date,
): StoryVersion {
  if (!isPrivate(last)) return next(last, { ...usable(wording), event }, now);
  if (!isUnderEmbargo(wording.story, now)) return published(last, wording, now);
  return next(last, { ...wording, pubStatus: 'withheld', audience: 'trusted', event }, now);
}

/** `note`: what was corrected. One that stands in the file still, from an earlier correction, is none. */
export function correctionOf(
  last: Wording & StoryVersion,
  note: string | undefined,
  now: Date,
): Correction | undefined {
  if (note !== undefined && last.corrections?.some((correction) => correction.note === note) === true) return undefined;
  return { ...(note !== undefined && { note }), at: laterDate(last.versionCreated, now) };
}

function withCorrection({ story, corrections = [] }: Wording, correction: Correction | undefined): Wording {
  const all = correction === undefined ? corrections : [...corrections, correction];
  return { story, ...(all.length > 0 && { corrections: all }) };
}

/** What is out says nothing of its embargo. */
function usable({ story, corrections }: Wording): Pick<StoryVersion, 'pubStatus' | 'story' | 'corrections'> {
  const { embargo: _embargo, ...words } = story;
  return { pubStatus: 'usable', story: words, ...(corrections !== undefined && { corrections }) };
}

function audienceOf({ audience }: StoryVersion): Pick<StoryVersion, 'audience'> {
  return audience === undefined ? {} : { audience };
}

/** While only the trusted know of a story its pictures go to nobody. */
function formerPictures(last: StoryVersion, { pictures = [] }: Story): readonly FormerPicture[] {
  if (isPrivate(last)) return [];
  return withoutThose([...(last.formerPictures ?? []), ...(last.story.pictures ?? [])], pictures);
}

type Change = Omit<StoryVersion, 'guid' | 'slug' | 'version' | 'firstCreated' | 'versionCreated'>;

function next(last: StoryVersion, { pubStatus, event, story, ...rest }: Change, now: Date): StoryVersion {
  const { guid, slug, firstCreated, firstPublished, translationOf, source } = last;
  const former = formerPictures(last, story);
  return {
    guid,
    slug,
    version: last.version + 1,
    pubStatus,
    event,
    firstCreated,
    versionCreated: laterDate(last.versionCreated, now),
    story,
    ...(firstPublished !== undefined && { firstPublished }),
    ...(translationOf !== undefined && { translationOf }),
    // An act of this desk is no version of the sender's: the file that it made the story of must not undo the act.
    ...(source !== undefined && { source }),
    ...(former.length > 0 && { formerPictures: former }),
    ...rest,
  };
}
