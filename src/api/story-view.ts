/** Which stories a token sees, and what of them. */
import { toInstant } from '../story/instant.ts';
import { isPrivate } from '../story/life.ts';
import { matches, type Filter } from '../story/filter.ts';
import type { StoryVersion } from '../story/story.ts';
import { NotFoundError } from '../story/wiredesk-error.ts';
import { publicSeq, type WireEvent } from '../wire/event.ts';
import type { Store, StoryEntry } from '../wire/store.ts';
import type { AccessToken } from '../wire/token-shelf.ts';
import { storyNamed } from '../desk/story-named.ts';
import type { ApiRoom } from './room.ts';

/** Whoever may write stories is of the newsroom, and sees whatever the desk has. */
export function isOfNewsroom({ scopes }: AccessToken): boolean {
  return scopes.includes('stories:write');
}

export function seesPrivate(token: AccessToken): boolean {
  return token.isTrusted === true || isOfNewsroom(token);
}

/** By its newest version. What happened to a story does not make it another: so `event` in a filter counts for events alone. */
export function sees(token: AccessToken, newest: StoryVersion): boolean {
  return (seesPrivate(token) || !isPrivate(newest)) && matches(ofStories(token.filter), newest);
}

/** The words of earlier versions are no longer for anybody outside once a story was killed or is held. */
export function seesEarlier(token: AccessToken, newest: StoryVersion): boolean {
  return isOfNewsroom(token) || (newest.pubStatus !== 'canceled' && newest.heldBy === undefined);
}

/** One filter is one object, so that what was compiled for it is found again. */
const ofStories = (() => {
  const known = new WeakMap<Filter, Filter>();
  return (filter: Filter): Filter => {
    const { event: _event, ...rest } = filter;
    const made = known.get(filter) ?? rest;
    known.set(filter, made);
    return made;
  };
})();

export type SeenStory = { readonly entry: StoryEntry; readonly newest: StoryVersion };

/**
 * By guid or slug; for the newsroom by its file in stories/ as well. What the token does not see is not there: a
 * `NotFoundError` in the same words.
 */
export async function storySeen(token: AccessToken, named: string, { newsroom }: ApiRoom): Promise<SeenStory> {
  const { desk } = newsroom;
  const entry = isOfNewsroom(token) ? await storyNamed(desk, named) : await publicStoryNamed(desk.store, named);
  const newest = await desk.store.stories.version(entry.guid);
  if (newest === undefined) throw new Error(`the wire knows ${entry.guid} but has no version of it`);
  if (!sees(token, newest)) throw new NotFoundError(notSeen(named));
  return { entry, newest };
}

async function publicStoryNamed({ stories }: Pick<Store, 'stories'>, named: string): Promise<StoryEntry> {
  const entry = named.includes(':') ? await stories.withGuid(named) : await stories.withSlug(named);
  if (entry !== undefined) return entry;
  throw new NotFoundError(notSeen(named));
}

function notSeen(named: string): string {
  return `no story is named "${named}": write its guid or its slug, percent-encoded`;
}

/** The event that made it, with its number for the outside. */
export async function eventOf({ log }: Pick<Store, 'log'>, { guid, version }: StoryVersion): Promise<WireEvent> {
  const event = await log.ofVersion(guid, version);
  if (event !== undefined) return event;
  throw new Error(`the wire has version ${version} of ${guid} and no event that made it`);
}

export type Shown = {
  readonly version: StoryVersion;
  readonly event: WireEvent;
  readonly entry: Pick<StoryEntry, 'path'>;
  readonly token: AccessToken;
};

export function summaryOf({ version, event, entry, token }: Shown, { desk }: Pick<ApiRoom, 'desk'>): object {
  const { guid, slug, pubStatus: status, firstCreated, versionCreated, heldBy, translationOf, story } = version;
  const { headline, language, section, urgency, embargo, expires } = story;
  return {
    guid,
    slug,
    version: version.version,
    status,
    event: version.event,
    ...sequenceOf(event),
    firstCreated,
    versionCreated,
    headline,
    language,
    ...(section !== undefined && { section }),
    urgency,
    ...(embargo !== undefined && { embargo }),
    ...(expires !== undefined && { expires }),
    ...(heldBy !== undefined && { heldBy }),
    ...(translationOf !== undefined && { translationOf }),
    ...(isOfNewsroom(token) && entry.path !== undefined && { file: entry.path }),
    page: `${desk.baseUrl}stories/${slug}/`,
  };
}

export function versionOf(shown: Shown, room: Pick<ApiRoom, 'desk'>): object {
  const { corrections, source, story } = shown.version;
  return {
    ...summaryOf(shown, room),
    ...(corrections !== undefined && { corrections }),
    ...(source !== undefined && { source }),
    story,
  };
}

/** Whoever knows of an event that others may not know of gets no number of it: it has none. */
export function sequenceOf(event: WireEvent): { readonly sequence?: number } {
  return event.audience === undefined ? { sequence: publicSeq(event) } : {};
}

/** For the documents of formats. */
export function positionOf(event: WireEvent): { readonly seq: number; readonly committedAt: string } {
  return { seq: publicSeq(event), committedAt: toInstant(new Date(event.committedAt)) };
}
