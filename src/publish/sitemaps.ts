/**
 * Which stories stand in the sitemaps of news. The one part of `feeds/` that changes by the clock alone: what is older
 * than two days leaves. Each file is a slice of the main feed's places, so that a story touches one of them.
 */
import { NEWS_HOURS, newsSitemap, newsSitemapFile, SITEMAP_INDEX_FILE, sitemapIndex } from '../formats/news-sitemap.ts';
import type { Desk } from '../story/desk.ts';
import { toInstant, type Instant } from '../story/instant.ts';
import { publishedAt } from '../story/life.ts';
import type { StoryVersion } from '../story/story.ts';
import type { ShelvedFeed } from '../wire/feed-shelf.ts';
import type { Store } from '../wire/store.ts';
import type { Document } from './document.ts';
import { PUBLISH_LIMITS, type PublishLimits } from './limits.ts';

/** The files that are there, each with the instant at which the first story in it is no longer news, or expires. */
export type Sitemaps = Readonly<Record<string, Instant>>;

const NOTE = 'sitemaps';
const NEWS_MS = NEWS_HOURS * 60 * 60 * 1000;

/** An empty file that is kept, since an index lists at least one: nothing in it ever grows old. */
const NEVER: Instant = '9999-12-31T23:59:59Z';

const DUE: Instant = '0000-01-01T00:00:00Z';

export async function notedSitemaps({ note }: Pick<Store, 'note'>): Promise<Sitemaps> {
  const noted = await note(NOTE);
  return noted === undefined ? {} : (JSON.parse(noted) satisfies Sitemaps);
}

/** Each is looked at: what was news when it was written may be none by now. */
export function allDue(sitemaps: Sitemaps): Sitemaps {
  return Object.fromEntries(Object.keys(sitemaps).map((number) => [number, DUE]));
}

export async function noteSitemaps({ setNote }: Pick<Store, 'setNote'>, sitemaps: Sitemaps): Promise<void> {
  await setNote(NOTE, JSON.stringify(sitemaps));
}

/** Whether it first came out so lately that it may stand in a sitemap. */
export function isRecent(version: StoryVersion, now: Date): boolean {
  return publishedAt(version) > newsSince(now);
}

/** Each story that may stand in a sitemap. */
export async function recentNews({
  store,
  now,
}: Pick<SitemapsContext, 'now'> & { readonly store: Pick<Store, 'stories'> }): Promise<readonly string[]> {
  const versions = await store.stories.recent(Number.MAX_SAFE_INTEGER, newsSince(now()));
  return versions.map(({ guid }) => guid);
}

function newsSince(now: Date): Instant {
  return toInstant(new Date(now.getTime() - NEWS_MS));
}

function isNews(version: StoryVersion, now: Date): boolean {
  const { expires } = version.story;
  const isExpired = expires !== undefined && expires <= toInstant(now);
  return version.pubStatus === 'usable' && !isExpired && isRecent(version, now);
}

export function areSitemapsDue(sitemaps: Sitemaps, now: Date): boolean {
  return Object.values(sitemaps).some((until) => until <= toInstant(now));
}

export type SitemapsContext = {
  readonly store: Pick<Store, 'feeds' | 'setNote'>;
  readonly desk: Desk;
  readonly now: () => Date;
  readonly limits?: PublishLimits;
};

/** The files that hold, or may hold, one of these stories, and those in which one has grown old. */
export async function sitemapDocuments(
  { store, desk, now, limits: { sitemapUrls } = PUBLISH_LIMITS }: SitemapsContext,
  main: ShelvedFeed,
  changed: ReadonlySet<string>,
  before: Sitemaps,
): Promise<{ readonly documents: readonly Document[]; readonly sitemaps: Sitemaps }> {
  const at = now();
  const fileOfPlace = (place: number): number => Math.floor(place / sitemapUrls) + 1;
  const touched = new Set((await store.feeds.placesOf(main.id, changed)).map(fileOfPlace));
  for (const [number, until] of Object.entries(before)) if (until <= toInstant(at)) touched.add(Number(number));
  const last = fileOfPlace(Math.max(0, main.places - 1));
  if (!(String(last) in before)) touched.add(last);

  // Before they are there: a pass that is cut off has nobody else to tell of them.
  if ([...touched].some((number) => !(String(number) in before))) {
    await noteSitemaps(store, { ...before, ...Object.fromEntries([...touched].map((number) => [number, DUE])) });
  }
  const sitemaps = new Map(Object.entries(before));
  const documents: Document[] = [];
  for (const number of [...touched].sort((a, b) => a - b)) {
    const placed = await store.feeds.between(main.id, (number - 1) * sitemapUrls, sitemapUrls);
    const news = placed.filter((version) => isNews(version, at));
    const isKept = news.length > 0 || number === last;
    if (isKept) sitemaps.set(String(number), untilOf(news));
    else sitemaps.delete(String(number));
    documents.push({ path: newsSitemapFile(number), render: () => (isKept ? newsSitemap(news, desk) : undefined) });
  }
  // The file that was kept though it is empty gives way to the next.
  for (const [number, until] of sitemaps) {
    if (until !== NEVER || Number(number) === last) continue;
    sitemaps.delete(number);
    documents.push({ path: newsSitemapFile(Number(number)), render: () => undefined });
  }
  const numbers = [...sitemaps.keys()].map(Number).sort((a, b) => a - b);
  documents.push({ path: SITEMAP_INDEX_FILE, render: () => sitemapIndex(numbers, desk) });
  return { documents, sitemaps: Object.fromEntries(sitemaps) };
}

function untilOf(news: readonly StoryVersion[]): Instant {
  const ends = news.flatMap((version) => [
    toInstant(new Date(Date.parse(publishedAt(version)) + NEWS_MS)),
    ...(version.story.expires === undefined ? [] : [version.story.expires]),
  ]);
  return ends.sort()[0] ?? NEVER;
}
