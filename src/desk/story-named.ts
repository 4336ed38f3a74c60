/** The story that an operator means: by its guid, its slug, or its file. */
import type { Story } from '../story/story.ts';
import { WiredeskError } from '../story/wiredesk-error.ts';
import type { StoryEntry } from '../wire/store.ts';
import { fileNamed } from './file-named.ts';
import type { OpenDesk } from './open-desk.ts';

/** A story of the wire. Throws a `WiredeskError` where there is none. */
export async function storyNamed({ store }: OpenDesk, text: string): Promise<StoryEntry> {
  const entry = await onWire(store, text);
  if (entry !== undefined) return entry;
  throw new WiredeskError(
    `no story on the wire is named "${text}": write its guid, its slug (the name of its folder in feeds/stories/) or its file in stories/`,
  );
}

export type NamedText = {
  readonly story: Story;
  /** Absent where it has not been published. */
  readonly guid?: string;
  /** Relative to stories/, where it was read from there. */
  readonly path?: string;
};

/** The words of a story: of a file in stories/ as it stands, or of the newest version on the wire. */
export async function storyText(desk: OpenDesk, text: string): Promise<NamedText> {
  return (await fromFile(desk, text)) ?? fromWire(desk, await storyNamed(desk, text));
}

async function onWire({ stories }: OpenDesk['store'], text: string): Promise<StoryEntry | undefined> {
  if (text.includes(':')) return stories.withGuid(text);
  return (await stories.withSlug(text)) ?? stories.atPath(text.replace(/^(\.\/)?stories\//, ''));
}

async function fromWire({ store }: OpenDesk, { guid }: StoryEntry): Promise<NamedText> {
  const version = await store.stories.version(guid);
  if (version === undefined) throw new Error(`the wire knows ${guid} but has no version of it`);
  return { guid, story: version.story };
}

async function fromFile(desk: OpenDesk, text: string): Promise<NamedText | undefined> {
  if (!/\.\w+$/.test(text) || text.includes(':')) return undefined;
  const reading = await fileNamed(desk, text);
  if (reading === undefined) return undefined;
  const { path } = reading;
  const entry = await desk.store.stories.atPath(path);
  return { path, story: reading.copy.story, ...(entry !== undefined && { guid: entry.guid }) };
}
