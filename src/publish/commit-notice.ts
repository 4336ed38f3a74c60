/** A kill or a hold that was filed as copy, in a file of its own: carried out where it names one story, else asked about. */
import { killed, held, isHeld } from '../story/life.ts';
import { matchNotice, type Candidate } from '../story/notice-match.ts';
import type { NoticeKind } from '../story/notice.ts';
import type { StatusMark } from '../story/status-mark.ts';
import type { Story, StoryVersion } from '../story/story.ts';
import type { SideFile, StoryEntry } from '../wire/store.ts';
import type { CommitContext, Outcome, Reading } from './commit-story.ts';
import { lastVersion, lastWording } from './versions.ts';

export type NoticeMark = StatusMark & { readonly kind: NoticeKind };

export function noticeMarkOf({ copy }: Reading): NoticeMark | undefined {
  return copy.marks.find((mark): mark is NoticeMark => mark.kind === 'kill' || mark.kind === 'hold');
}

/** Stories of which a notice may speak: of the last weeks, on a busy desk. */
const STORIES_MAX = 5_000;

/**
 * What becomes of a file that bears such a mark. `own`: the story that this very file holds, if any; `undefined` is
 * returned where the notice is that story's own, and so an order in its file like any other.
 */
export async function commitNotice(
  reading: Reading,
  mark: NoticeMark,
  own: StoryEntry | undefined,
  context: CommitContext,
): Promise<Outcome | undefined> {
  const named = await storyOfId(reading, context);
  if (named !== undefined) return named.guid === own?.guid ? undefined : carryOut(reading, mark, named.guid, context);
  const match = matchNotice(reading.copy.story, await candidates(context));
  if (match.kind === 'certain') {
    if (match.candidate.guid === own?.guid) return undefined;
    if (own !== undefined) return asked(reading, mark, [match.candidate, await candidateOf(own.guid, context)]);
    return carryOut(reading, mark, match.candidate.guid, context);
  }
  if (own !== undefined && match.candidates.every(({ guid }) => guid === own.guid)) return undefined;
  const others = own === undefined ? [] : [await candidateOf(own.guid, context)];
  const all = [...others, ...match.candidates.filter(({ guid }) => guid !== own?.guid)];
  return asked(reading, mark, all);
}

/** The front matter says which. */
async function storyOfId({ copy: { id } }: Reading, { store: { stories } }: CommitContext) {
  if (id === undefined) return undefined;
  return id.includes(':') ? stories.withGuid(id) : stories.withSlug(id);
}

async function candidates(context: CommitContext): Promise<readonly Candidate[]> {
  const recent = await context.store.stories.recent(STORIES_MAX);
  return Promise.all(recent.map((version) => withItsWords(version, context)));
}

/** The newest version of a held or killed story has the notice's headline: that is not what it is known by. */
async function withItsWords(version: StoryVersion, { store }: CommitContext): Promise<Candidate> {
  if (version.pubStatus === 'canceled') {
    const before = await store.stories.version(version.guid, version.version - 1);
    return before === undefined ? version : { ...version, ...(await lastWording(before, store)) };
  }
  return isHeld(version) ? { ...version, ...(await lastWording(version, store)) } : version;
}

async function candidateOf(guid: string, context: CommitContext): Promise<Candidate> {
  return withItsWords(await lastVersion(guid, context.store), context);
}

async function carryOut(
  { path, file, copy }: Reading,
  { kind }: NoticeMark,
  guid: string,
  { store, desk, now }: CommitContext,
): Promise<Outcome> {
  const last = await lastVersion(guid, store);
  const side: Omit<SideFile, 'guid'> = { path, file, role: 'notice' };
  if (last.pubStatus === 'canceled' || (kind === 'hold' && isHeld(last))) {
    await store.stories.noteSideFile({ ...side, guid });
    return { kind: 'unchanged' };
  }
  const instant = now();
  const notice = { agency: desk.agency.name, edNote: noticeText(copy.story) };
  const version = kind === 'kill' ? killed(last, notice, instant) : held(last, { ...notice, by: 'desk' }, instant);
  const [event] = await store.log.append([{ version, beside: [side], committedAt: instant.toISOString() }]);
  if (event === undefined) throw new Error('the wire took a commit and returned no event');
  return kind === 'kill' ? { kind: 'killed', event } : { kind: 'held', event };
}

/** For editors, as it was filed. */
export function noticeText({ headline, edNote, body }: Story): string {
  // A notice in one line is its headline and its text.
  return [...new Set([headline, edNote, ...body])].filter((part) => part !== undefined).join('\n');
}

function asked({ path, copy }: Reading, { kind, line }: NoticeMark, stories: readonly Candidate[]): Outcome {
  const commands = stories.map(
    ({ slug, story }) => `\n  wiredesk ${kind} ${slug} --from stories/${quoted(path)}    (${story.headline})`,
  );
  const advice =
    stories.length === 0
      ? `. Nothing on the wire is like it; name the story: wiredesk ${kind} STORY --from stories/${quoted(path)}`
      : `. Run the line of the story that it means:${commands.join('')}`;
  const warning = copy.story.headline === '' ? '' : ` ("${copy.story.headline}")`;
  const done = kind === 'kill' ? 'killed' : 'held';
  return {
    kind: 'refused',
    line,
    reason: `is a notice to ${kind} a story${warning}, and it is not certain which: nothing is ${done}${advice}`,
  };
}

/** For a shell. */
function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
