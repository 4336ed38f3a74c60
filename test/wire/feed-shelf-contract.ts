/** What every store must do for feeds, whatever it is made of. */
import { describe, expect, it } from 'vitest';

import { ARCHIVE_STORIES } from '../../src/story/feed.ts';
import type { NewFeed, Placement, ShelvedFeed, StaleDocument } from '../../src/wire/feed-shelf.ts';
import type { Store } from '../../src/wire/store.ts';
import { commitOf, guidOf, killOf } from './samples.ts';
import type { StoreUnderTest } from './store-contract.ts';

const MAIN: NewFeed = { kind: 'main', key: '', label: '', language: 'en', wantedPath: '' };
const SPORT: NewFeed = { kind: 'section', key: 'sport', label: 'Sport', language: 'fr', wantedPath: 'sections/sport/' };

type Scene = AsyncDisposable & { readonly store: Store; readonly main: ShelvedFeed; readonly sport: ShelvedFeed };

const NOW = '2026-11-25T00:00:00Z';

async function scene(open: () => Promise<Store>, slugs: readonly string[] = ['a', 'b', 'c']): Promise<Scene> {
  const store = await open();
  await store.log.append(slugs.map((slug) => commitOf(slug)));
  const [main, sport] = [await store.feeds.open(MAIN), await store.feeds.open(SPORT)];
  await store.feeds.written(await store.feeds.stale());
  return { store, main, sport, [Symbol.asyncDispose]: () => store[Symbol.asyncDispose]() };
}

async function slugsOf({ feeds }: Store, { id }: ShelvedFeed, limit = 10, unarchivedFrom = 1_000) {
  return (await feeds.latest(id, { limit, unarchivedFrom })).map(({ slug }) => slug);
}

function placed(
  slug: string,
  feeds: readonly number[],
  day = '2026-11-24',
  urgency: number | 'withdrawn' = 5,
): Placement {
  return { guid: guidOf(slug), feeds, day, ...(urgency !== 'withdrawn' && { urgency }) };
}

function names(documents: readonly StaleDocument[]): readonly string[] {
  return documents
    .map(({ feedId, archive }) => (archive === undefined ? `${feedId}` : `${feedId}/${archive}`))
    .toSorted();
}

export function feedShelfContract({ name, open }: StoreUnderTest): void {
  describe(`the contract of feeds holds for ${name}:`, () => {
    feedContract(open);
    archiveContract(open);
    dayContract(open);
    listingContract(open);
  });
}

function feedContract(open: StoreUnderTest['open']): void {
  it('a feed is made once, keeps its address, and no other ever gets it', async () => {
    await using store = await open();
    const sport = await store.feeds.open(SPORT);
    expect(sport).toMatchObject({
      kind: 'section',
      key: 'sport',
      path: 'sections/sport/',
      places: 0,
      latestSeq: 0,
    });
    expect(await store.feeds.open({ ...SPORT, label: 'SPORT', wantedPath: 'x/' })).toEqual(sport);
    await store.feeds.setRetired(sport.id, true);
    const other = await store.feeds.open({ ...SPORT, key: 'sport!' });
    expect(other.path).toBe('sections/sport-2/');
    expect((await store.feeds.all()).map(({ path, isRetired }) => [path, isRetired])).toEqual([
      ['sections/sport/', true],
      ['sections/sport-2/', false],
    ]);
    expect(names(await store.feeds.stale())).toEqual(names([{ feedId: sport.id }, { feedId: other.id }]));
  });

  it('a story stands in the feeds that it was placed in, the newest first, by its newest version', async () => {
    await using at = await scene(open);
    const { store, main, sport } = at;
    const touched = await store.feeds.place([placed('a', [main.id, sport.id]), placed('b', [main.id])]);
    expect(names(touched)).toEqual(names([{ feedId: main.id }, { feedId: sport.id }]));
    expect(await slugsOf(store, main)).toEqual(['b', 'a']);
    expect(await slugsOf(store, sport)).toEqual(['a']);
    await store.log.append([commitOf('a', 2)]);
    await store.feeds.place([placed('a', [main.id, sport.id])]);
    expect(await slugsOf(store, main)).toEqual(['a', 'b']);
    expect((await store.feeds.latest(main.id, { limit: 1, unarchivedFrom: 1_000 }))[0]?.version).toBe(2);
    expect((await store.feeds.all()).map(({ places, latestSeq }) => [places, latestSeq])).toEqual([
      [2, 4],
      [1, 4],
    ]);
  });

  it('placing a story again as it was changes nothing; taking it out makes the feed stale', async () => {
    await using at = await scene(open);
    const { store, main, sport } = at;
    const placement = placed('a', [main.id, sport.id]);
    await store.feeds.place([placement]);
    await store.feeds.written(await store.feeds.stale());
    expect(await store.feeds.place([placement])).toEqual([]);
    expect(await store.feeds.stale()).toEqual([]);
    expect(names(await store.feeds.place([{ ...placement, feeds: [main.id] }]))).toEqual(names([{ feedId: sport.id }]));
    expect(await slugsOf(store, sport)).toEqual([]);
    // It comes back at the end: the places of others never change.
    await store.feeds.place([placed('b', [sport.id]), placement]);
    expect(await store.feeds.placesOf(sport.id, [guidOf('a'), guidOf('b'), guidOf('c')])).toEqual([2, 1]);
  });

  it('what is stale stays so until it is written', async () => {
    await using at = await scene(open);
    const { store, main, sport } = at;
    await store.feeds.markStale([{ feedId: main.id, archive: 3 }]);
    await store.feeds.place([placed('a', [main.id, sport.id])]);
    await store.feeds.written([{ feedId: main.id }]);
    expect(await store.feeds.stale()).toEqual([{ feedId: main.id, archive: 3 }, { feedId: sport.id }]);
  });

  it('a story that is not on the wire has no place', async () => {
    await using at = await scene(open);
    await expect(at.store.feeds.place([placed('nobody', [at.main.id])])).rejects.toThrow('nobody');
  });
}

function archiveContract(open: StoreUnderTest['open']): void {
  it('an archive is made of the places that it was made of, and stale when one of them changes', async () => {
    const slugs = Array.from({ length: ARCHIVE_STORIES + 3 }, (_, index) => `s${String(index).padStart(3, '0')}`);
    await using at = await scene(open, slugs);
    const { store, main } = at;
    const placements = slugs.map((slug) => placed(slug, [main.id]));
    expect(names(await store.feeds.place(placements.slice(0, ARCHIVE_STORIES - 1)))).toEqual(
      names([{ feedId: main.id }]),
    );
    const completed = await store.feeds.place(placements.slice(ARCHIVE_STORIES - 1));
    expect(names(completed)).toEqual(names([{ feedId: main.id }, { feedId: main.id, archive: 1 }]));
    const archive = await store.feeds.between(main.id, 0, ARCHIVE_STORIES);
    expect(archive.map(({ slug }) => slug)).toEqual(slugs.slice(0, ARCHIVE_STORIES).toReversed());

    expect(await slugsOf(store, main, 2)).toHaveLength(2);
    expect((await slugsOf(store, main, 2, ARCHIVE_STORIES)).toSorted()).toEqual(slugs.slice(-3));

    await store.feeds.written(await store.feeds.stale());
    await store.log.append([commitOf('s001', 2)]);
    const corrected = await store.feeds.place([placed('s001', [main.id])]);
    expect(names(corrected)).toEqual(names([{ feedId: main.id }, { feedId: main.id, archive: 1 }]));
    await store.feeds.written(await store.feeds.stale());
    await store.feeds.markAllStale();
    expect(names(await store.feeds.stale())).toEqual(
      names([{ feedId: main.id }, { feedId: main.id, archive: 1 }, { feedId: main.id + 1 }]),
    );
  });
}

function dayContract(open: StoreUnderTest['open']): void {
  it('the last day is that of a story that may be used, with the newest event of that day', async () => {
    await using at = await scene(open);
    const { store, main } = at;
    expect(await store.feeds.lastDay(NOW)).toBeUndefined();
    await store.feeds.place([placed('a', [main.id], '2026-11-23'), placed('b', [main.id], '2026-11-22')]);
    expect(await store.feeds.lastDay(NOW)).toEqual({ day: '2026-11-23', latestSeq: 1 });
    await store.feeds.place([placed('c', [main.id], '2026-11-23')]);
    expect(await store.feeds.lastDay(NOW)).toEqual({ day: '2026-11-23', latestSeq: 3 });
    await store.log.append([commitOf('a', 2)]);
    await store.feeds.place([placed('a', [main.id], '2026-11-23', 'withdrawn')]);
    expect(await store.feeds.lastDay(NOW)).toEqual({ day: '2026-11-23', latestSeq: 4 });
    await store.feeds.place([placed('c', [main.id], '2026-11-23', 'withdrawn')]);
    expect(await store.feeds.lastDay(NOW)).toEqual({ day: '2026-11-22', latestSeq: 2 });
  });

  it('a day has its most urgent stories at the top, of equal ones the newest, and none that was withdrawn', async () => {
    await using at = await scene(open, ['a', 'b', 'c', 'd', 'e']);
    const { store, main } = at;
    await store.feeds.place([
      placed('a', [main.id]),
      placed('b', [main.id], '2026-11-24', 2),
      placed('c', [main.id]),
      placed('d', [main.id], '2026-11-24', 'withdrawn'),
      placed('e', [main.id], '2026-11-25', 1),
    ]);
    const topSlugs = async (limit: number) =>
      (await store.feeds.topOf('2026-11-24', limit, NOW)).map(({ slug, version }) => `${slug} ${version}`);
    expect(await topSlugs(10)).toEqual(['b 1', 'c 1', 'a 1']);
    expect(await topSlugs(2)).toEqual(['b 1', 'c 1']);
    await store.log.append([commitOf('a', 2)]);
    await store.feeds.place([placed('a', [main.id], '2026-11-24', 1)]);
    expect(await topSlugs(10)).toEqual(['a 2', 'b 1', 'c 1']);
    expect(await store.feeds.topOf('2026-11-26', 10, NOW)).toEqual([]);
  });
}

function expiring(slug: string, expires: string) {
  const commit = commitOf(slug);
  return { ...commit, version: { ...commit.version, story: { ...commit.version.story, expires } } };
}

function listingContract(open: StoreUnderTest['open']): void {
  const listing = { now: '2026-11-25T00:00:00Z', noticesSince: '2026-11-20T00:00:00Z' };

  it('a notice is listed beyond the number of stories, until it is old', async () => {
    await using at = await scene(open);
    const { store, main } = at;
    await store.feeds.place(['a', 'b', 'c'].map((slug) => placed(slug, [main.id])));
    await store.log.append([killOf('a', 2)]);
    await store.feeds.place([placed('a', [main.id], '2026-11-24', 'withdrawn')]);
    const slugs = async (noticesSince: string) =>
      (await store.feeds.latest(main.id, { limit: 1, unarchivedFrom: 0 }, { ...listing, noticesSince }))
        .map(({ slug, pubStatus }) => `${slug} ${pubStatus}`)
        .join();
    expect(await slugs(listing.noticesSince)).toBe('a canceled,c usable,b usable');
    expect(await slugs('2026-11-24T12:00:00Z')).toBe('c usable,b usable');
    expect(await slugsOf(store, main)).toEqual(['c', 'b']);
    expect((await store.feeds.between(main.id, 0, 9)).map(({ slug }) => slug)).toEqual(['c', 'b', 'a']);
  });

  it('a notice stands wherever its story stands, or ever stood', async () => {
    await using at = await scene(open, ['a', 'b']);
    const { store, main, sport } = at;
    await store.feeds.place([placed('a', [main.id, sport.id]), placed('b', [main.id])]);
    await store.log.append([commitOf('a', 2)]);
    await store.feeds.place([placed('a', [main.id])]);
    expect(await slugsOf(store, sport)).toEqual([]);
    await store.log.append([killOf('a', 3), killOf('b', 2)]);
    const stale = await store.feeds.place([
      placed('a', [], '2026-11-24', 'withdrawn'),
      placed('b', [main.id, sport.id], '2026-11-24', 'withdrawn'),
    ]);
    expect(names(stale)).toEqual(names([{ feedId: main.id }, { feedId: sport.id }]));
    const all = { limit: 9, unarchivedFrom: 0 };
    const [inMain, inSport] = [
      await store.feeds.latest(main.id, all, listing),
      await store.feeds.latest(sport.id, all, listing),
    ];
    expect(inMain.map(({ slug }) => slug)).toEqual(['b', 'a']);
    expect(inSport.map(({ slug }) => slug)).toEqual(['a']);
  });

  it('what changes by the clock alone is marked in its feeds: a story that expires, a notice that grows old', async () => {
    await using at = await scene(open, ['a', 'b']);
    const { store, main, sport } = at;
    await store.log.append([expiring('c', '2026-11-24T18:00:00Z'), killOf('a', 2)]);
    await store.feeds.place([
      placed('a', [main.id], '2026-11-24', 'withdrawn'),
      placed('b', [main.id]),
      placed('c', [sport.id]),
    ]);
    const changed = async (now: string, noticesSince: string) => {
      await store.feeds.written(await store.feeds.stale());
      const before = { now: '2026-11-24T17:00:00Z', noticesSince: '2026-11-24T10:00:00Z' };
      await store.feeds.markStaleSince(before, { now, noticesSince });
      return names(await store.feeds.stale());
    };
    expect(await changed('2026-11-24T17:59:59Z', '2026-11-24T11:59:59Z')).toEqual([]);
    expect(await changed('2026-11-24T18:00:00Z', '2026-11-24T11:59:59Z')).toEqual([`${sport.id}`]);
    expect(await changed('2026-11-24T17:59:59Z', '2026-11-24T12:00:00Z')).toEqual([`${main.id}`]);
    expect(await store.feeds.latest(sport.id, { limit: 9, unarchivedFrom: 0 }, listing)).toEqual([]);
    expect((await store.feeds.topOf('2026-11-24', 9, '2026-11-24T17:00:00Z')).map(({ slug }) => slug)).toEqual([
      'c',
      'b',
    ]);
    expect((await store.feeds.topOf('2026-11-24', 9, listing.now)).map(({ slug }) => slug)).toEqual(['b']);
  });
}
