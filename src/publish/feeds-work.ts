/** One run over what is to be written into `feeds/`: stories, the archives of their feeds, the feeds, the site. */
import { calendarDateIn } from '../story/instant.ts';
import { isPrivate, publishedAt } from '../story/life.ts';
import type { Problem } from '../story/problem.ts';
import type { StoryVersion } from '../story/story.ts';
import { TOP_STORIES } from '../story/top-stories.ts';
import type { Placement, ShelvedFeed, StaleDocument } from '../wire/feed-shelf.ts';
import type { Listing } from '../wire/store.ts';
import { type Document, writeDocument } from './document.ts';
import {
  archiveDocuments,
  describedFeed,
  feedDocuments,
  type FeedsOfDesk,
  positionOf,
  storiesOf,
} from './feed-documents.ts';
import type { FeedSet } from './feed-set.ts';
import type { DocumentFolder } from './document-folder.ts';
import { keptItems } from './kept-items.ts';
import { PUBLISH_LIMITS } from './limits.ts';
import { isRecent, sitemapDocuments, type Sitemaps } from './sitemaps.ts';
import type { StoryWriter } from './story-writer.ts';
import { leadingTo, translationsOf } from './translation.ts';
import type { FeedsContext } from './write-feeds.ts';

/** What was left to do before this run. */
export type Owed = {
  readonly stale: readonly StaleDocument[];
  readonly sitemaps: Sitemaps;
  readonly news: readonly string[];
};

/** Where documents go. */
export type Into = { readonly folder: DocumentFolder; readonly stories: StoryWriter };

type ListingContext = FeedsContext & { readonly listing: Listing };

export class FeedsWork {
  readonly problems: Problem[] = [];
  readonly written: StaleDocument[] = [];
  readonly #context: ListingContext;
  readonly #feeds: FeedsOfDesk;
  readonly #folder: DocumentFolder;
  readonly #stories: StoryWriter;
  sitemaps: Sitemaps;
  /** Stories that are news, or were when they were withdrawn. */
  readonly #news: Set<string>;
  /** Stories that have been written. */
  readonly #done = new Set<string>();
  /** Stories in other languages whose pages lead to those that have changed. */
  readonly #leading = new Set<string>();
  /** Archives that are to be written. */
  #archives: readonly StaleDocument[];

  constructor(context: ListingContext, set: FeedSet, into: Into, owed: Owed) {
    this.#context = context;
    const { store, desk, feed, limits = PUBLISH_LIMITS } = context;
    this.#feeds = { ...context, set, items: feed.items, kept: keptItems(store, desk, limits.keptItemBytes) };
    this.#folder = into.folder;
    this.#stories = into.stories;
    this.#archives = owed.stale.filter(isArchive);
    this.sitemaps = owed.sitemaps;
    this.#news = new Set(owed.news);
  }

  /**
   * Each story's documents, and its place in its feeds; then those in other languages, whose pages lead to it. What only
   * the trusted may know of has none of them. Archives are written as they become complete, while the stories in them are
   * fresh. Returns whether it came to the end.
   */
  async writeStories(guids: readonly string[]): Promise<boolean> {
    const { store, onProgress, limits = PUBLISH_LIMITS } = this.#context;
    for (let start = 0; start < guids.length; start += limits.storiesAtOnce) {
      const placements: Placement[] = [];
      for (const [index, guid] of guids.slice(start, start + limits.storiesAtOnce).entries()) {
        const version = await store.stories.version(guid);
        if (version !== undefined && !isPrivate(version)) {
          if (!(await this.#writeStory(version, this.#leading))) return false;
          placements.push(await this.#placementOf(version));
          if (isRecent(version, this.#context.now())) this.#news.add(guid);
        }
        onProgress?.(start + index + 1, guids.length);
      }
      this.#archives = [...this.#archives, ...(await store.feeds.place(placements)).filter(isArchive)];
      if (!(await this.#writeArchives())) return false;
    }
    return this.#writeLeading();
  }

  async #placementOf(version: StoryVersion): Promise<Placement> {
    const { guid, pubStatus, story } = version;
    return {
      guid,
      feeds: await this.#feeds.set.feedsOf(version),
      day: calendarDateIn(new Date(publishedAt(version)), this.#context.desk.timeZone),
      ...(pubStatus === 'usable' && { urgency: story.urgency }),
    };
  }

  /** Adds to `leading` the stories whose pages are to be written too. */
  async #writeStory(version: StoryVersion, leading?: Set<string>): Promise<boolean> {
    if (this.#isStopped) return false;
    const { store } = this.#context;
    const translations = await translationsOf(version, store);
    const feeds = await this.#feeds.set.linksOf(version);
    await this.#stories.write(version, { translations, feeds });
    this.#done.add(version.guid);
    if (leading !== undefined) {
      for (const guid of await leadingTo(version, translations, store)) leading.add(guid);
    }
    return true;
  }

  async #writeLeading(): Promise<boolean> {
    for (const guid of this.#leading) {
      if (this.#done.has(guid)) continue;
      const version = await this.#context.store.stories.version(guid);
      if (version !== undefined && !isPrivate(version) && !(await this.#writeStory(version))) return false;
    }
    return true;
  }

  async #writeArchives(): Promise<boolean> {
    const archives = this.#archives;
    this.#archives = [];
    if (archives.length === 0) return true;
    const byId = await this.#shelvedById();
    for (const stale of archives) {
      const shelved = byId.get(stale.feedId);
      if (shelved === undefined) continue;
      if (!(await this.#writeAll(await archiveDocuments(stale, shelved, this.#feeds), stale))) return false;
    }
    return true;
  }

  /** The feeds that have changed, each once, and what lists them all. */
  async writeFeeds(): Promise<boolean> {
    if (!(await this.#writeArchives())) return false;
    const byId = await this.#shelvedById();
    let latest: readonly StoryVersion[] | undefined;
    for (const { feedId, archive } of await this.#context.store.feeds.stale()) {
      if (archive !== undefined) continue;
      const shelved = byId.get(feedId);
      if (shelved === undefined) continue;
      const stories = await storiesOf(shelved, this.#feeds);
      if (shelved.kind === 'main') latest = stories;
      if (!(await this.#writeAll(await feedDocuments(shelved, stories, this.#feeds), { feedId }))) return false;
    }
    return this.#writeSite([...byId.values()], latest);
  }

  /** The day's top stories; of a desk that has published nothing there are none. */
  async #topStories(): Promise<readonly Document[]> {
    const { store, desk, topStories, listing } = this.#context;
    const last = await store.feeds.lastDay(listing.now);
    if (last === undefined)
      return topStories.map(({ fileName }) => ({ path: fileName, isCoded: true, render: () => undefined }));
    const [first, ...others] = await store.feeds.topOf(last.day, TOP_STORIES, listing.now);
    const [event] = await store.log.after(last.latestSeq - 1, 1);
    if (first === undefined || event === undefined) throw new Error(`the wire has no stories of ${last.day}`);
    const top = { day: last.day, stories: [first, ...others], latestEvent: positionOf(event) } as const;
    return topStories.map(({ fileName, render }) => ({
      path: fileName,
      isCoded: true,
      render: () => render(top, desk),
    }));
  }

  async #newsSitemaps(main: ShelvedFeed): Promise<readonly Document[]> {
    const { documents, sitemaps } = await sitemapDocuments(this.#context, main, this.#news, this.sitemaps);
    this.sitemaps = sitemaps;
    return documents;
  }

  /** `known`: the stories of the main feed, where it has just been written. */
  async #writeSite(shelved: readonly ShelvedFeed[], known?: readonly StoryVersion[]): Promise<boolean> {
    const { siteDocuments, desk } = this.#context;
    const living = shelved.filter(({ isRetired }) => !isRetired);
    const feeds = await Promise.all(living.map((each) => describedFeed(each, this.#feeds)));
    const main = living.find(({ kind }) => kind === 'main');
    const latest = known ?? (main === undefined ? [] : await storiesOf(main, this.#feeds));
    const documents: readonly Document[] = [
      ...siteDocuments.map(({ fileName, render }) => ({
        path: fileName,
        isCoded: true as const,
        render: () => render(feeds, latest, desk),
      })),
      ...(await this.#topStories()),
      ...(main === undefined ? [] : await this.#newsSitemaps(main)),
    ];
    for (const document of documents) {
      if (this.#isStopped) return false;
      await this.#write(document);
    }
    return true;
  }

  /** All documents of what was stale; it stays so where one of them cannot be made. */
  async #writeAll(documents: readonly Document[], stale: StaleDocument): Promise<boolean> {
    let areMade = true;
    for (const document of documents) {
      if (this.#isStopped) return false;
      areMade = (await this.#write(document)) && areMade;
    }
    if (areMade) this.written.push(stale);
    return true;
  }

  async #write(document: Document): Promise<boolean> {
    const problem = await writeDocument(document, this.#folder);
    if (problem !== undefined) this.problems.push(problem);
    return problem === undefined;
  }

  async #shelvedById(): Promise<ReadonlyMap<number, ShelvedFeed>> {
    return new Map((await this.#context.store.feeds.all()).map((feed) => [feed.id, feed]));
  }

  get #isStopped(): boolean {
    return this.#context.signal?.aborted === true;
  }
}

function isArchive({ archive }: StaleDocument): boolean {
  return archive !== undefined;
}
