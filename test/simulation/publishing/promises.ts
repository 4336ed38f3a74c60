/** What README.md promises of `feeds/`, and what DESIGN.md says of the log: each looked for as an outsider would. */
import { isDeepStrictEqual } from 'node:util';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';

import { isExpired, isPublic } from './life-of-versions.ts';
import type { Pass } from '../../../src/publish/publish-pass.ts';
import type { StoryVersion } from '../../../src/story/story.ts';
import { publicSeq, type WireEvent } from '../../../src/wire/event.ts';
import type { Store } from '../../../src/wire/store.ts';
import { broken } from '../broken-promise.ts';
import { isTemporary } from './disk.ts';
import type { ItemsTaken } from './items-taken.ts';
import type { Newsroom } from './newsroom.ts';
import { checkPictures, heedPictures } from './pictures-taken.ts';
import { differences, treeOf, type Tree } from './tree.ts';
import { wordsIn } from './words.ts';

const DECODE: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  '.zst': zstdDecompressSync,
  '.br': brotliDecompressSync,
  '.gz': gunzipSync,
};

export type Wire = {
  readonly events: readonly WireEvent[];
  /** The newest of each story. */
  readonly newest: readonly StoryVersion[];
};

/** Reads what is new on the wire, and holds it to its order. */
export class LogReader {
  readonly #events: WireEvent[] = [];
  readonly #versions = new Map<string, StoryVersion>();
  readonly #newsroom: Newsroom;
  readonly #items: ItemsTaken;
  #publicEvents = 0;
  /** Every word that any version has had. */
  readonly words: Set<string> = new Set();

  constructor(newsroom: Newsroom, items: ItemsTaken) {
    this.#newsroom = newsroom;
    this.#items = items;
  }

  async read({ log, stories }: Store): Promise<Wire> {
    const all = await log.after(0, 100_000);
    if (!isDeepStrictEqual(all.slice(0, this.#events.length), this.#events)) broken('the log has forgotten something');
    for (const event of all.slice(this.#events.length)) {
      const version = await stories.version(event.guid, event.version);
      if (version === undefined) return broken(`event ${event.seq} has no version`);
      this.#take(event, version, (await stories.withGuid(event.guid))?.path);
    }
    return { events: this.#events, newest: [...this.#versions.values()] };
  }

  #take(event: WireEvent, version: StoryVersion, path: string | undefined): void {
    const told = `event ${event.seq} (${event.type} ${event.guid} v${event.version})`;
    const before = this.#versions.get(event.guid);
    if (event.seq !== this.#events.length + 1) broken(`${told} leaves a gap in the log`);
    if (event.version !== (before?.version ?? 0) + 1) broken(`${told} leaves a gap in its story`);
    if (event.audience === undefined) this.#publicEvents += 1;
    if (publicSeq(event) !== this.#publicEvents) broken(`${told} has the public number ${publicSeq(event)}`);
    if (before !== undefined) this.#compare(told, before, version);
    if (before?.pubStatus === 'canceled') broken(`${told} follows a kill`);
    if (['story.killed', 'story.held'].includes(event.type) && !this.#isOrdered(event, path))
      broken(`${told}: nobody asked for it`);
    this.#items.heed(version);
    heedPictures(version, path, this.#newsroom);
    for (const word of wordsIn(JSON.stringify(version.story))) {
      this.words.add(word);
      if (isPublic(version)) this.#newsroom.out.add(word);
    }
    this.#events.push(event);
    this.#versions.set(event.guid, version);
  }

  #compare(told: string, before: StoryVersion, version: StoryVersion): void {
    if (before.slug !== version.slug) broken(`${told} has another slug`);
    const { version: _one, versionCreated: _at, event: _type, ...was } = before;
    const { version: _other, versionCreated: _then, event: _kind, ...is } = version;
    if (isDeepStrictEqual(was, is)) broken(`${told} is the same once more`);
  }

  #isOrdered({ guid }: WireEvent, path: string | undefined): boolean {
    const names = wordsIn(guid);
    const { files, items } = this.#newsroom;
    const all = [...files, ...items];
    const owners = all.filter((file) => names.has(file.name) || file.path === path);
    // A lead orders it as well, also where another one has taken its place since.
    const sluglines = new Set(owners.map(({ slugline }) => slugline));
    return all.some(({ isOrderedBack, slugline }) => isOrderedBack && sluglines.has(slugline));
  }
}

export type Look = {
  readonly pass: Pass;
  readonly wire: Wire;
  readonly newsroom: Newsroom;
  readonly now: number;
  readonly noticeDays: number;
};

/** After a pass that has ended well. */
export function checkFeeds(feeds: string, look: Look): Tree {
  const tree = checkShown(feeds, look);
  for (const version of look.wire.newest.filter(isPublic)) checkStory(tree, version, look);
  checkPictures(tree, look.wire.newest, look.pass);
  return tree;
}

/** Also where `stories/` could not be looked at: only what the wire has out is to be read, of a withdrawn story no word. */
export function checkShown(feeds: string, look: Pick<Look, 'wire' | 'newsroom'>): Tree {
  const tree = treeOf(feeds);
  checkWhole(tree);
  const allowed = wordsOf(look);
  const pictures = addressesOf(look);
  for (const [path, { bytes: content }] of tree) {
    // It has been held against the document beside it.
    if (isCoded(path)) continue;
    for (const word of [...wordsIn(path), ...wordsIn(content)]) {
      if (!allowed.has(word)) broken(`${path} has ${word}, which is no longer, or not yet, out`);
    }
    for (const { hash, word } of look.newsroom.pictures.namedIn(content)) {
      if (!pictures.has(hash)) broken(`${path} has the address of the picture ${word}, which nobody may know`);
    }
  }
  return tree;
}

/** No document is half, none is forgotten, and each coding is of the document beside it. */
function checkWhole(tree: Tree): void {
  for (const [path, { bytes, modifiedMs }] of tree) {
    if (isTemporary(path)) broken(`${path} was left behind`);
    if (!isCoded(path)) continue;
    const plain = tree.get(path.slice(0, path.lastIndexOf('.')));
    if (plain === undefined) return broken(`${path} has no document beside it`);
    if (!decoded(path, bytes).equals(plain.bytes)) broken(`${path} is not the document beside it`);
    if (Math.floor(plain.modifiedMs) !== Math.floor(modifiedMs)) broken(`${path} bears another date than its document`);
  }
}

export function isCoded(path: string): boolean {
  return /\.(?:zst|br|gz)$/.test(path);
}

function decoded(path: string, bytes: Buffer): Buffer {
  const ending = path.slice(path.lastIndexOf('.'));
  try {
    return DECODE[ending]?.(bytes) ?? bytes;
  } catch {
    return broken(`${path} cannot be decoded`);
  }
}

/** Of what is out now; of a notice no word of the text that it stands for. */
function wordsOf({ wire, newsroom }: Pick<Look, 'wire' | 'newsroom'>): ReadonlySet<string> {
  const words = new Set<string>();
  for (const version of wire.newest.filter(isPublic)) {
    const { pubStatus, story, slug, corrections } = version;
    for (const word of wordsIn(JSON.stringify([story, slug, corrections ?? []]))) {
      if (pubStatus !== 'usable' && newsroom.isSaved(word)) broken(`the notice of ${slug} has ${word}`);
      if (!newsroom.mayShow(word)) broken(`${slug} is out with ${word}, which nobody may read`);
      words.add(word);
    }
  }
  return words;
}

/** Of pictures that are out, and of those that stories had that are out: whoever keeps one is told that it is gone. */
function addressesOf({ wire }: Pick<Look, 'wire'>): ReadonlySet<string> {
  const versions = wire.newest.filter(isPublic);
  const all = versions.flatMap(({ story, formerPictures = [] }) => [...(story.pictures ?? []), ...formerPictures]);
  return new Set(all.flatMap((picture) => ('hash' in picture ? [picture.hash] : [])));
}

const DAY_MS = 24 * 60 * 60 * 1000;

function checkStory(tree: Tree, version: StoryVersion, { now, noticeDays, wire }: Look): void {
  const { guid, slug, pubStatus, versionCreated } = version;
  const folder = `stories/${slug}/`;
  const status = tree.get(`${folder}.status`)?.bytes.toString();
  const page = tree.get(`${folder}index.html`)?.bytes.toString();
  if (page === undefined) return broken(`${slug} has no page`);
  const wanted = pubStatus === 'usable' ? undefined : pubStatus === 'canceled' ? '410\n' : '404\n';
  if (status !== wanted) broken(`${slug} is ${pubStatus} and has the status ${status}`);
  if (pubStatus === 'usable' && !page.includes(version.story.headline)) broken(`the page of ${slug} has other words`);
  const committedAt = Date.parse(wire.events.findLast((event) => event.guid === guid)?.committedAt ?? '');
  const withdrawnAt = Math.min(committedAt, Date.parse(versionCreated));
  const isOwed = pubStatus === 'usable' ? !isExpired(version, now) : withdrawnAt > now - noticeDays * DAY_MS + 1_000;
  if (!isOwed) return;
  const isPlaced = [...tree].some(
    ([path, { bytes }]) =>
      (path === 'rss.xml' || (pubStatus === 'usable' && /^archives\/rss-\d+\.xml$/.test(path))) && bytes.includes(guid),
  );
  if (!isPlaced) broken(`${guid} (${pubStatus}) stands in no feed`);
}

/** All that is in `feeds/` can be made from the wire, and nothing else is there. */
export function checkSame(feeds: string, rebuilt: string): void {
  const found = differences(treeOf(feeds), treeOf(rebuilt));
  if (found.length > 0) broken(`feeds/ is not what its wire makes of an empty folder:\n  ${found.join('\n  ')}`);
}
