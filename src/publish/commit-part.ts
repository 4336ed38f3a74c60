/** Files that are no story of their own: a further take joins the story that it goes on with, a new lead replaces it. */
import { isDeepStrictEqual } from 'node:util';

import { isHeld, isPrivate, isUnderEmbargo, rewritten } from '../story/life.ts';
import { isSameStory, withTakes, withoutTakes, type Part, type Take } from '../story/parts.ts';
import type { StoryVersion } from '../story/story.ts';
import type { SideFile, StoryEntry } from '../wire/store.ts';
import type { CommitContext, Outcome, Reading } from './commit-story.ts';
import { earlierStory, type EarlierStory } from './earlier-story.ts';
import { leadWithoutEmbargo } from './forgotten-embargo.ts';
import { ordersOf } from './orders.ts';
import { takesOf, type TakeFile } from './takes.ts';
import { lastVersion } from './versions.ts';

export type PartOutcome =
  | Outcome
  /** It is the story once more: its next version, and what it leaves behind. */
  | { readonly kind: 'replacement'; readonly entry: StoryEntry; readonly beside: readonly Omit<SideFile, 'guid'>[] };

/** `undefined`: there is no earlier story, so that it is a story of its own. */
export async function commitPart(
  reading: Reading,
  part: Part,
  side: SideFile | undefined,
  context: CommitContext,
): Promise<PartOutcome | undefined> {
  const earlier: EarlierStory =
    side?.role === 'take'
      ? { kind: 'found', version: await lastVersion(side.guid, context.store) }
      : await earlierStory(reading, context);
  if (earlier.kind === 'several') return severalStories(part, earlier.versions);
  if (part.kind === 'take') return commitTake(reading, part, earlier, context);
  if (earlier.kind === 'none') return undefined;
  const refused = leadWithoutEmbargo(reading, earlier.version, part.mark, context);
  return refused ?? replacement(earlier.version, context);
}

function severalStories({ kind, mark }: Part, versions: readonly StoryVersion[]): Outcome {
  const names = versions.map(({ slug }) => `id: ${slug}`).join(', or ');
  const what = kind === 'take' ? `goes on with a story (${mark.text})` : `replaces a story (${mark.text})`;
  const reason = `${what}, and more than one goes by its slugline or headline: say which in its front matter: ${names}`;
  return { kind: 'refused', line: mark.line, reason };
}

/** The story's file is now this one; what it was in, and its takes, are part of it no more. */
async function replacement({ guid }: StoryVersion, { store }: CommitContext): Promise<PartOutcome | undefined> {
  const entry = await store.stories.withGuid(guid);
  if (entry === undefined) return undefined;
  const own: Omit<SideFile, 'guid'>[] =
    entry.path === undefined ? [] : [{ path: entry.path, file: entry.file, role: 'replaced' }];
  const takes = (await takesOf(guid, store)).map(({ path, file }) => ({ path, file, role: 'replaced' }) as const);
  return { kind: 'replacement', entry, beside: [...own, ...takes] };
}

async function commitTake(
  reading: Reading,
  { number, mark }: Extract<Part, { kind: 'take' }>,
  earlier: Exclude<EarlierStory, { kind: 'several' }>,
  { store, now }: CommitContext,
): Promise<Outcome> {
  const refused = (reason: string): Outcome => ({ kind: 'refused', line: mark.line, reason });
  if (earlier.kind === 'none') {
    return refused(
      `goes on with a story (${mark.text}) that is not on the wire: file that first, with the same slugline`,
    );
  }
  const { version: last } = earlier;
  if (last.pubStatus === 'canceled') return refused(`goes on with ${last.guid}, which was killed`);
  if (isHeld(last)) return { kind: 'held' };
  const waiting = waitsByItself(reading, last, now());
  if (waiting !== undefined) return waiting;
  const before = await takesOf(last.guid, store);
  const others = before.filter(({ path, take }) => path !== reading.path && take.number !== number);
  const next = 1 + others.filter((other) => other.take.number < number).length + 1;
  if (number > next)
    return refused(`is take ${number} of ${last.guid}, and take ${next} is not there yet: it waits for that`);
  const { body, signOff } = reading.copy.story;
  const take: Take = { number, body, ...(signOff !== undefined && { signOff }) };
  const replaced = before.filter((other) => other.take.number === number && other.path !== reading.path);
  return joined(last, { before, others, replaced, take, reading, instant: now() }, store);
}

/** Its own file says that nobody may read it yet: what is out of its story stays as it is until then. */
function waitsByItself({ copy }: Reading, last: StoryVersion, now: Date): Outcome | undefined {
  const { kill, hold } = ordersOf(copy);
  const stays = isPrivate(last) ? {} : { stays: last.version };
  if (kill !== undefined) {
    const reason = `is to be killed, and is part of ${last.guid}: kill that, or take this file away if it is not out yet`;
    return { kind: 'refused', reason };
  }
  if (hold !== undefined) return { kind: 'held', ...stays };
  const { embargo } = copy.story;
  if (embargo === undefined || !isUnderEmbargo(copy.story, now)) return undefined;
  const isSecretForAsLong = isPrivate(last) && last.story.embargo !== undefined && last.story.embargo >= embargo;
  return isSecretForAsLong ? undefined : { kind: 'held', until: embargo, ...stays };
}

type Joining = {
  readonly before: readonly TakeFile[];
  readonly others: readonly TakeFile[];
  /** The same take, filed under another name before. */
  readonly replaced: readonly TakeFile[];
  readonly take: Take;
  readonly reading: Reading;
  readonly instant: Date;
};

async function joined(
  last: StoryVersion,
  { before, others, replaced, take, reading, instant }: Joining,
  store: CommitContext['store'],
): Promise<Outcome> {
  const own = withoutTakes(
    last.story,
    before.map((other) => other.take),
  );
  const takes = [...others.map((other) => other.take), take].toSorted((a, b) => a.number - b.number);
  const story = withTakes(own, takes);
  const { path, file } = reading;
  const side: Omit<SideFile, 'guid'> = { path, file, role: 'take', take };
  if (isDeepStrictEqual(story, last.story)) {
    await store.stories.noteSideFile({ ...side, guid: last.guid });
    return { kind: 'unchanged' };
  }
  const version = rewritten(last, story, undefined, instant);
  const beside = [
    ...replaced.map((other) => ({ path: other.path, file: other.file, role: 'replaced' }) as const),
    side,
  ];
  const [event] = await store.log.append([{ version, beside, committedAt: instant.toISOString() }]);
  if (event === undefined) throw new Error('the wire took a commit and returned no event');
  const { embargo } = story;
  return version.audience === undefined
    ? { kind: 'updated', event }
    : { kind: 'held', event, ...(embargo !== undefined && { until: embargo }) };
}

/** A file that the story was in before, edited: its words have been replaced, and nobody would read them. */
export async function editedTooLate(
  reading: Reading,
  side: SideFile,
  { store }: CommitContext,
): Promise<Outcome | undefined> {
  const entry = await store.stories.withGuid(side.guid);
  const last = await lastVersion(side.guid, store);
  if (!isSameStory(reading.copy.story, last.story)) return undefined;
  const now = entry?.path === undefined ? 'another file' : `stories/${entry.path}`;
  return {
    kind: 'refused',
    reason: `was replaced as the file of ${side.guid}: edit ${now}, which has taken its place`,
  };
}
