/** A wire that takes commits and writes none: what is on it already, with what would be on it by then over that. */
import type { StoryVersion } from '../story/story.ts';
import { GENESIS_HASH, type WireEvent } from './event.ts';
import type { Commit, CommittingStore, SideFile, StoryEntry } from './store.ts';

type Stories = Omit<CommittingStore['stories'], 'noteSideFile' | 'refile'>;

/** What deciding over copy asks of the wire. */
export type WireToRead = Pick<CommittingStore, 'note' | 'subscribers'> & {
  readonly stories: Stories;
};

/** On a desk that has no wire yet. */
export const EMPTY_WIRE: WireToRead = {
  stories: {
    atPath: async () => undefined,
    withGuid: async () => undefined,
    withSlug: async () => undefined,
    withFileHash: async () => [],
    withSlugBase: async () => [],
    inFile: async () => [],
    recent: async () => [],
    version: async () => undefined,
    sideFile: async () => undefined,
    sideFilesOf: async () => [],
  },
  note: async () => undefined,
  subscribers: { anyTrusted: async () => false },
};

/** Over `wire`, which stays as it is. */
export function rehearsedWire(wire: WireToRead): CommittingStore {
  const staged = stage();
  const notes = new Map<string, string>();
  return {
    stories: storiesOver(wire, staged),
    log: {
      append: async (commits) => {
        const events: WireEvent[] = [];
        for (const commit of commits) events.push(await append(commit, wire, staged));
        return events;
      },
    },
    note: async (name) => notes.get(name) ?? wire.note(name),
    setNote: async (name, value) => void notes.set(name, value),
    subscribers: wire.subscribers,
  };
}

async function append(
  { version, path, file, committedAt, beside = [] }: Commit,
  wire: WireToRead,
  staged: Stage,
): Promise<WireEvent> {
  const { guid, slug, firstCreated } = version;
  const before = staged.entries.get(guid) ?? (await wire.stories.withGuid(guid));
  const ownPath = path ?? before?.path;
  staged.place({
    guid,
    slug,
    firstCreated,
    version: version.version,
    isMissing: false,
    file: file ?? before?.file ?? { hash: '', stamp: '' },
    ...(ownPath !== undefined && { path: ownPath }),
  });
  staged.versions.set(guid, [...(staged.versions.get(guid) ?? []), version]);
  staged.sides.push(...beside.map((side) => ({ ...side, guid })));
  const hashes = { contentHash: '', previousHash: GENESIS_HASH, hash: '' };
  return { seq: 0, type: version.event, guid, version: version.version, committedAt, ...hashes };
}

type Stage = ReturnType<typeof stage>;

/** What would be on the wire by now. */
function stage() {
  const entries = new Map<string, StoryEntry>();
  const byPath = new Map<string, string>();
  const bySlug = new Map<string, string>();
  const byHash = groups();
  const byFirstWord = groups();
  const entryIfAny = (guid: string | undefined): StoryEntry | undefined =>
    guid === undefined ? undefined : entries.get(guid);
  const entriesOf = (guids: ReadonlySet<string>): readonly StoryEntry[] =>
    [...guids].map(entryIfAny).filter((entry) => entry !== undefined);
  return {
    entries,
    versions: new Map<string, readonly StoryVersion[]>(),
    sides: [] as SideFile[],
    place(entry: StoryEntry): void {
      entries.set(entry.guid, entry);
      if (entry.path !== undefined) byPath.set(entry.path, entry.guid);
      bySlug.set(entry.slug, entry.guid);
      byHash.add(entry.file.hash, entry.guid);
      byFirstWord.add(firstWord(entry.slug), entry.guid);
    },
    atPath: (path: string) => placedAt(path, entryIfAny(byPath.get(path))),
    withSlug: (slug: string) => entryIfAny(bySlug.get(slug)),
    withFileHash: (hash: string) => entriesOf(byHash.of(hash)).filter(({ file }) => file.hash === hash),
    withSlugBase: (base: string) =>
      entriesOf(byFirstWord.of(firstWord(base))).filter(({ slug }) => slug === base || slug.startsWith(`${base}-`)),
  };
}

function storiesOver({ stories }: WireToRead, staged: Stage): CommittingStore['stories'] {
  const { entries, versions } = staged;
  const both = (own: readonly StoryEntry[], others: readonly StoryEntry[]): readonly StoryEntry[] => [
    ...others.filter(({ guid }) => !entries.has(guid)),
    ...own,
  ];
  return {
    ...sideFilesOver(stories, staged),
    atPath: async (path) => {
      const before = await stories.atPath(path);
      return staged.atPath(path) ?? placedAt(path, before && (entries.get(before.guid) ?? before));
    },
    withGuid: async (guid) => entries.get(guid) ?? stories.withGuid(guid),
    withSlug: async (slug) => staged.withSlug(slug) ?? stories.withSlug(slug),
    withFileHash: async (hash) => both(staged.withFileHash(hash), await stories.withFileHash(hash)),
    withSlugBase: async (base) => both(staged.withSlugBase(base), await stories.withSlugBase(base)),
    inFile: stories.inFile,
    recent: async (limit, since) => {
      const own = [...versions.values()].flatMap((all) => all.at(-1) ?? []).toReversed();
      const others = await stories.recent(limit, since);
      return [...own, ...others.filter(({ guid }) => !versions.has(guid))].slice(0, limit);
    },
    version: async (guid, number) => {
      const own = versions.get(guid);
      const version = number === undefined ? own?.at(-1) : own?.find((each) => each.version === number);
      return version ?? stories.version(guid, number);
    },
    refile: async (guid, path, file) => {
      const entry = entries.get(guid) ?? (await stories.withGuid(guid));
      if (entry !== undefined) staged.place({ ...entry, path, file, isMissing: false });
    },
  };
}

function sideFilesOver(
  stories: Stories,
  { sides }: Stage,
): Pick<CommittingStore['stories'], 'sideFile' | 'sideFilesOf' | 'noteSideFile'> {
  return {
    sideFile: async (path, hash) =>
      sides.findLast((side) => side.path === path) ??
      (await stories.sideFile(path, hash)) ??
      sides.findLast((side) => side.file.hash === hash),
    sideFilesOf: async (guid) => {
      const own = sides.filter((side) => side.guid === guid);
      const others = await stories.sideFilesOf(guid);
      return [...others.filter(({ path }) => !own.some((side) => side.path === path)), ...own];
    },
    noteSideFile: async (side) => void sides.push(side),
  };
}

/** It may have moved since. */
function placedAt(path: string, entry: StoryEntry | undefined): StoryEntry | undefined {
  return entry?.path === path ? entry : undefined;
}

/** Slugs that have one beginning are looked up together. */
function firstWord(slug: string): string {
  const end = slug.indexOf('-');
  return end === -1 ? slug : slug.slice(0, end);
}

const NONE: ReadonlySet<string> = new Set();

function groups() {
  const all = new Map<string, Set<string>>();
  return {
    of: (key: string): ReadonlySet<string> => all.get(key) ?? NONE,
    add: (key: string, guid: string): void => {
      const group = all.get(key);
      if (group === undefined) all.set(key, new Set([guid]));
      else group.add(guid);
    },
  };
}
