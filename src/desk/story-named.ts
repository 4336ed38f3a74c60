/** The story that an operator means: by its guid, its slug, or its file. */
import { toInstant, type Instant } from '../story/instant.ts';
import { isPrivate, isUnderEmbargo } from '../story/life.ts';
import { describeProblem } from '../story/problem.ts';
import type { EventType, Story } from '../story/story.ts';
import { NotFoundError, WiredeskError } from '../story/wiredesk-error.ts';
import type { StoryEntry } from '../wire/store.ts';
import { fileNamed, type NamedFile } from './file-named.ts';
import type { OpenDesk } from './open-desk.ts';

/** A story of the wire. Throws a `WiredeskError` where there is none. */
export async function storyNamed({ store }: OpenDesk, text: string): Promise<StoryEntry> {
  const entry = await onWire(store, text);
  if (entry !== undefined) return entry;
  throw new NotFoundError(
    `no story on the wire is named "${text}": write its guid, its slug (the name of its folder in feeds/stories/) or its file in stories/`,
  );
}

export type NamedText = {
  readonly story: Story;
  /** That made this version; of a file that is not on the wire as it stands: that would make it. */
  readonly event: EventType;
  /** Absent where it has not been published. */
  readonly guid?: string;
  /** While it is for those alone who are trusted with it. */
  readonly embargo?: Instant;
  /** Relative to stories/, where it was read from there. */
  readonly path?: string;
};

/** The words of a story: of a file in stories/ as it stands, or of the newest version on the wire. */
export async function storyText(desk: OpenDesk, text: string): Promise<NamedText> {
  return (await fromFile(desk, text)) ?? fromWire(desk, await storyNamed(desk, text));
}

async function onWire({ stories }: OpenDesk['store'], text: string): Promise<StoryEntry | undefined> {
  if (text.includes(':')) return stories.withGuid(text);
  const ofSlug = await stories.withSlug(text);
  if (ofSlug !== undefined) return ofSlug;
  const path = text.replace(/^(\.\/)?stories\//, '');
  const [story, ...others] = await stories.inFile(path);
  if (story !== undefined && others.length > 0)
    throw new WiredeskError(
      severalIn(
        path,
        [story, ...others].map(({ guid }) => guid),
      ),
    );
  return story;
}

function severalIn(path: string, guids: readonly string[]): string {
  return [`stories/${path} holds several stories: name one by its guid`, ...guids].join('\n  ');
}

async function fromWire({ store }: OpenDesk, { guid }: StoryEntry): Promise<NamedText> {
  const version = await store.stories.version(guid);
  if (version === undefined) throw new Error(`the wire knows ${guid} but has no version of it`);
  const { story, event } = version;
  // Its end may be a moment ago, and its publication still under way.
  const embargo = isPrivate(version) ? { embargo: story.embargo ?? toInstant(new Date()) } : {};
  return { guid, story, event, ...embargo };
}

async function fromFile(desk: OpenDesk, text: string): Promise<NamedText | undefined> {
  if (!/\.\w+$/.test(text) || text.includes(':')) return undefined;
  const named = await fileNamed(desk, text);
  return named === undefined ? undefined : namedIn(named.path, named, desk.store);
}

async function namedIn(path: string, { stories, file }: NamedFile, store: OpenDesk['store']): Promise<NamedText> {
  const [copy, ...others] = stories;
  if (others.length > 0) {
    const known = await store.stories.inFile(path);
    throw new WiredeskError(
      severalIn(
        path,
        known.map(({ guid }) => guid),
      ),
    );
  }
  if (copy?.ok !== true) throw new WiredeskError((copy?.problems ?? []).map(describeProblem).join('\n'));
  const { story, item } = copy;
  const entry = item === undefined ? await store.stories.atPath(path) : await store.stories.withGuid(item.guid);
  const last = entry === undefined ? undefined : await store.stories.version(entry.guid);
  // What is out already cannot be taken back by an embargo.
  const isSecret = (last === undefined || isPrivate(last)) && isUnderEmbargo(story, new Date());
  const embargo = isSecret && story.embargo !== undefined ? { embargo: story.embargo } : {};
  if (entry === undefined) return { path, story, event: 'story.published', ...embargo };
  const event = entry.file.hash === file.hash ? last?.event : undefined;
  return { path, story, event: event ?? 'story.updated', guid: entry.guid, ...embargo };
}
