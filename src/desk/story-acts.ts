/** What an editor does to a story that is out, whichever way it is asked for: on the wire, and `feeds/` is yet to follow. */
import { correctStory, expireStory, holdStory, killStory, releaseStory, type ActContext } from '../publish/acts.ts';
import type { Reading } from '../publish/commit-story.ts';
import { toInstant, type Instant } from '../story/instant.ts';
import { describeProblem } from '../story/problem.ts';
import { NotFoundError, WiredeskError } from '../story/wiredesk-error.ts';
import type { WireEvent } from '../wire/event.ts';
import type { StoryEntry } from '../wire/store.ts';
import { fileNamed, type NamedFile } from './file-named.ts';
import type { OpenDesk } from './open-desk.ts';
import { unreadFile } from './unread-file.ts';

export type Withdrawing = {
  /** Why: it stands in the notice, and in the note to editors. */
  readonly reason?: string;
  /** The whole notice for readers, instead of the usual words with the reason. */
  readonly notice?: string;
  /** The notice in stories/ that says so: it is the note to editors, and then done with. */
  readonly from?: string;
};

/** For good. `reason` or `from` is said. */
export async function killNamed(desk: OpenDesk, { guid }: StoryEntry, withdrawing: Withdrawing): Promise<WireEvent> {
  return killStory(contextOf(desk), guid, await withdrawal(desk, withdrawing));
}

/** Until it is released. */
export async function holdNamed(desk: OpenDesk, { guid }: StoryEntry, withdrawing: Withdrawing): Promise<WireEvent> {
  return holdStory(contextOf(desk), guid, await withdrawal(desk, withdrawing));
}

/** Its text is out again, as its file stands now. */
export async function releaseNamed(desk: OpenDesk, entry: StoryEntry): Promise<WireEvent> {
  return releaseStory(contextOf(desk), entry.guid, await unreadFile(desk, entry));
}

/** Of its text as it is out, or as its file stands now. */
export async function correctNamed(desk: OpenDesk, entry: StoryEntry, note: string): Promise<WireEvent> {
  return correctStory(contextOf(desk), entry.guid, { note, unread: await unreadFile(desk, entry) });
}

/** From that instant on feeds are without it, or from now on; its page stays. */
export function expireNamed(desk: OpenDesk, { guid }: StoryEntry, at: Instant | undefined): Promise<WireEvent> {
  return expireStory(contextOf(desk), guid, at ?? toInstant(new Date()));
}

function contextOf({ store, desk }: OpenDesk): ActContext {
  return { store, agency: desk.agency.name, now: () => new Date() };
}

async function withdrawal(desk: OpenDesk, { reason, notice, from }: Withdrawing) {
  const filed = from === undefined ? undefined : await fileNamed(desk, from);
  if (from !== undefined && filed === undefined) throw new NotFoundError(`there is no ${from} in stories/`);
  const story = filed === undefined ? undefined : await desk.store.stories.atPath(filed.path);
  if (story !== undefined) throw new WiredeskError(`stories/${story.path} is no notice: it holds ${story.guid}`);
  return {
    ...(reason !== undefined && { reason }),
    ...(notice !== undefined && { text: notice }),
    ...(filed !== undefined && { notice: noticeIn(filed) }),
  };
}

function noticeIn({ path, file, stories }: NamedFile): Reading {
  const [copy] = stories;
  if (copy?.ok !== true) throw new WiredeskError((copy?.problems ?? []).map(describeProblem).join('\n'));
  return { path, file, copy };
}
