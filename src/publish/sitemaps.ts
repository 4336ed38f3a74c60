/**
 * Which stories stand in the sitemaps of news. The one part of `feeds/` that changes by the clock alone: what is older
 * than two days leaves. Each file is a slice of the main feed's places, so that a story touches one of them.
 */
import {
  NEWS_HOURS,
  NEWS_SITEMAP_URLS,
  newsSitemap,
  newsSitemapFile,
  SITEMAP_INDEX_FILE,
  sitemapIndex,
} from '../formats/news-sitemap.ts';
import type { Desk } from '../story/desk.ts';
import { toInstant, type Instant } from '../story/instant.ts';
import { publishedAt } from '../story/life.ts';
import type { StoryVersion } from '../story/story.ts';
import type { ShelvedFeed } from '../wire/feed-shelf.ts';
import type { Store } from '../wire/store.ts';
import type { Document } from './document.ts';

/** The files that are there, each with the instant at which the first story in it is no longer news, or expires. */
export type Sitemaps = Readonly<Record<string, Instant>>;

const NOTE = 'sitemaps';
const NEWS_MS = NEWS_HOURS * 60 * 60 * 1000;

/** An empty file that is kept, since an index lists at least one: nothing in it ever grows old. */
const NEVER: Instant = '9999-12-31T23:59:59Z';

export async function notedSitemaps({ note }: Pick<Store, 'note'>): Promise<Sitemaps> {
  const noted = await note(NOTE);
  return noted === undefined ? {} : (JSON.parse(noted) satisfies Sitemaps);
}

export async function noteSitemaps({ setNote }: Pick<Store, 'setNote'>, sitemaps: Sitemaps): Promise<void> {
  await setNote(NOTE, JSON.stringify(sitemaps));
}

/** Whether it first came out so lately that it may stand in a sitemap. */
export function isRecent(version: StoryVersion, now: Date): boolean {
  return publishedAt(version) > toInstant(new Date(now.getTime() - NEWS_MS));
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
  readonly store: Pick<Store, 'feeds'>;
  readonly desk: Desk;
  readonly now: () => Date;
};

/** The files that hold, or may hold, one of these stories, and those in which one has grown old. */
export async function sitemapDocuments(
  { store, desk, now }: SitemapsContext,
  main: ShelvedFeed,
  changed: ReadonlySet<string>,
  before: Sitemaps,
): Promise<{ readonly documents: readonly Document[]; readonly sitemaps: Sitemaps }> {
  const at = now();
  const touched = new Set((await store.feeds.placesOf(main.id, changed)).map(fileOfPlace));
  for (const [number, until] of Object.entries(before)) if (until <= toInstant(at)) touched.add(Number(number));
  const last = fileOfPlace(Math.max(0, main.places - 1));
  if (!(String(last) in before)) touched.add(last);

  const sitemaps = new Map(Object.entries(before));
  const documents: Document[] = [];
  for (const number of [...touched].sort((a, b) => a - b)) {
    const placed = await store.feeds.between(main.id, (number - 1) * NEWS_SITEMAP_URLS, NEWS_SITEMAP_URLS);
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

function fileOfPlace(place: number): number {
  return Math.floor(place / NEWS_SITEMAP_URLS) + 1;
}

function untilOf(news: readonly StoryVersion[]): Instant {
  const ends = news.flatMap((version) => [
    toInstant(new Date(Date.parse(publishedAt(version)) + NEWS_MS)),
    ...(version.story.expires === undefined ? [] : [version.story.expires]),
  ]);
  return ends.sort()[0] ?? NEVER;
}
