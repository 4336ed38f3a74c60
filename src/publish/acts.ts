/** What an editor does to a story that is on the wire: each act is one new version and one event, in one transaction. */
import type { ListedPicture } from '../copy/pictures/listed-pictures.ts';
import { correctionOf, held, isHeld, isPrivate, isUnderEmbargo, killed, released, rewritten } from '../story/life.ts';
import type { Instant } from '../story/instant.ts';
import type { SourceVersion, Story, StoryVersion } from '../story/story.ts';
import { ConflictError } from '../story/wiredesk-error.ts';
import type { WireEvent } from '../wire/event.ts';
import { StoreError, type Commit, type FileMark, type Store } from '../wire/store.ts';
import { withEarlierPictures } from './earlier-pictures.ts';
import { noticeText } from './commit-notice.ts';
import type { Reading } from './commit-story.ts';
import { wholeStory } from './takes.ts';
import { lastVersion, lastWording } from './versions.ts';

export type ActContext = {
  readonly store: Pick<Store, 'stories' | 'log'>;
  /** Name of the agency, for notices. */
  readonly agency: string;
  readonly now: () => Date;
};

/** The story's file as it stands, where the wire has not taken it in yet. */
export type UnreadFile = {
  readonly path: string;
  readonly file: FileMark;
  readonly story: Story;
  /** What its front matter says of them. */
  readonly pictures?: readonly ListedPicture[];
  /** What it says was wrong in the story. */
  readonly correction?: string;
  /** Of an item: which of its sender's versions it is. */
  readonly source?: SourceVersion;
};

type Withdrawal = {
  readonly reason?: string;
  /** The whole notice, instead of the usual words. */
  readonly text?: string;
  /** The notice that was filed as copy, for editors alone; its file is then done with. */
  readonly notice?: Reading;
};

function noticeIn({ notice, ...withdrawal }: Withdrawal) {
  return { ...withdrawal, ...(notice !== undefined && { edNote: noticeText(notice.copy.story) }) };
}

function beside({ notice }: Withdrawal): Pick<Commit, 'beside'> {
  if (notice === undefined) return {};
  const { path, file } = notice;
  return { beside: [{ path, file, role: 'notice' }] };
}

export function killStory(context: ActContext, guid: string, withdrawal: Withdrawal): Promise<WireEvent> {
  return act(context, guid, (last, now) => ({
    version: killed(last, { agency: context.agency, ...noticeIn(withdrawal) }, now),
    ...beside(withdrawal),
  }));
}

export function holdStory(context: ActContext, guid: string, withdrawal: Withdrawal): Promise<WireEvent> {
  return act(context, guid, (last, now) => {
    if (last.heldBy === 'desk') throw new ConflictError(`${guid} is on hold already: wiredesk release ends that`);
    const notice = { agency: context.agency, by: 'desk', ...noticeIn(withdrawal) } as const;
    return { version: held(last, notice, now), ...beside(withdrawal) };
  });
}

async function unreadStory({ story, pictures }: UnreadFile, last: StoryVersion, { store }: ActContext): Promise<Story> {
  return withEarlierPictures(await wholeStory(story, last.guid, store), pictures, last, store);
}

/** With the words of its file where that has changed, else with those that it had. */
export function releaseStory(context: ActContext, guid: string, unread: UnreadFile | undefined): Promise<WireEvent> {
  return act(context, guid, async (last, now) => {
    if (!isHeld(last)) throw new ConflictError(notOnHold(last));
    const wording = await lastWording(last, context.store);
    if (unread === undefined) return { version: released(last, wording, undefined, now) };
    if (!isPrivate(last) && isUnderEmbargo(unread.story, now)) {
      throw new ConflictError(`stories/${unread.path} is under embargo until ${unread.story.embargo}: mend it first`);
    }
    const { path, file } = unread;
    const whole = { ...wording, story: await unreadStory(unread, last, context) };
    // Its readers had the story before it was held: they are told what has changed in it.
    const { correction: note } = unread;
    const correction = note === undefined ? undefined : correctionOf({ ...last, ...whole }, note, now);
    return { version: ofSource(released(last, whole, correction, now), unread), path, file };
  });
}

/** With the words of another system's version it is that version: no earlier one may come after it. */
function ofSource(version: StoryVersion, { source }: UnreadFile): StoryVersion {
  return source === undefined ? version : { ...version, source };
}

function notOnHold({ guid, story: { embargo } }: StoryVersion): string {
  return embargo === undefined
    ? `${guid} is not on hold`
    : `${guid} is not on hold but under embargo until ${embargo}: to let it go earlier, change that in its file`;
}

/** Says what was wrong, of the words of its file where that has changed, else of those that are out. */
export function correctStory(
  context: ActContext,
  guid: string,
  { note, unread }: { readonly note: string; readonly unread: UnreadFile | undefined },
): Promise<WireEvent> {
  return act(context, guid, async (last, now) => {
    if (isHeld(last)) throw new ConflictError(`${guid} is on hold: release it first, and then correct it`);
    const correction = correctionOf(last, note, now);
    if (correction === undefined) throw new ConflictError(`${guid} says so already: "${note}"`);
    if (unread === undefined) return { version: rewritten(last, last.story, correction, now) };
    if (!isPrivate(last) && isUnderEmbargo(unread.story, now)) {
      throw new ConflictError(`stories/${unread.path} is under embargo until ${unread.story.embargo}: mend it first`);
    }
    const { path, file } = unread;
    const story = await unreadStory(unread, last, context);
    return { version: ofSource(rewritten(last, story, correction, now), unread), path, file };
  });
}

/** From that instant on the feeds are without it. Its file keeps the last word: saved again without that date, it is back. */
export function expireStory(context: ActContext, guid: string, at: Instant): Promise<WireEvent> {
  return act(context, guid, (last, now) => {
    if (isHeld(last)) throw new ConflictError(`${guid} is on hold: nobody may use it anyway`);
    if (last.story.expires === at) throw new ConflictError(`${guid} expires at ${at} already`);
    return { version: rewritten(last, { ...last.story, expires: at }, undefined, now) };
  });
}

type Deed = Omit<Commit, 'committedAt'>;

/** Another version may come between: then the act is done on that one. */
const TRIES_MAX = 5;

async function act(
  { store, now }: ActContext,
  guid: string,
  deed: (last: StoryVersion, now: Date) => Deed | Promise<Deed>,
): Promise<WireEvent> {
  for (let tries = 1; ; tries += 1) {
    const last = await lastVersion(guid, store);
    if (last.pubStatus === 'canceled')
      throw new ConflictError(`${guid} was killed at ${last.versionCreated}, for good`);
    const instant = now();
    const commit = await deed(last, instant);
    try {
      const [event] = await store.log.append([{ ...commit, committedAt: instant.toISOString() }]);
      if (event !== undefined) return event;
      throw new Error('the wire took a commit and returned no event');
    } catch (error) {
      const isOvertaken = error instanceof StoreError && error.code === 'version-conflict';
      if (!isOvertaken || tries === TRIES_MAX) throw error;
    }
  }
}
