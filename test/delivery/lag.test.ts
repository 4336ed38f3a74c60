import { join } from 'node:path';

import * as fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';

import { EXAMINED_EVENTS_MAX, LAG_EVENTS_MAX, lagOf } from '../../src/delivery/lag.ts';
import { matches, type Filter } from '../../src/story/filter.ts';
import type { PubStatus, StoryVersion } from '../../src/story/story.ts';
import { openSqliteStore } from '../../src/wire/sqlite.ts';
import type { Store } from '../../src/wire/store.ts';
import { storyWith } from '../support/stories.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

type Given = { readonly language: string; readonly pubStatus?: PubStatus };

async function wireOf(given: readonly Given[]): Promise<{ readonly store: Store; readonly versions: StoryVersion[] }> {
  const store = await openSqliteStore(join(await temporaryFolder(), 'wire.sqlite'));
  onTestFinished(() => store[Symbol.asyncDispose]());
  const versions = given.map(({ language, pubStatus = 'usable' }, index) => ({
    ...storyWith({ language }, `s${index + 1}`),
    pubStatus,
  }));
  await store.log.append(
    versions.map((version, index) => ({
      version,
      path: `${version.slug}.txt`,
      file: { hash: version.slug, stamp: version.slug },
      committedAt: instantOf(index + 1),
    })),
  );
  return { store, versions };
}

function instantOf(seq: number): string {
  return new Date(Date.UTC(2026, 10, 24) + seq * 1000).toISOString();
}

function bystander(id: number, cursor: number, filter: Filter = {}) {
  return { id, filter, latestUntil: 0, progress: { cursor, failures: 0 } };
}

it('is what is owed: events after the cursor that match, usable ones alone, as a count over all of them has it', async () => {
  const languages = ['en', 'fr', 'fr', 'ar', 'en', 'pt', 'fr', 'en'];
  const { store, versions } = await wireOf(
    languages.map((language, index) => ({ language, ...(index === 2 && { pubStatus: 'canceled' as const }) })),
  );
  const someone = fc.record({
    cursor: fc.nat({ max: versions.length }),
    filter: fc.constantFrom<Filter>({}, { language: ['fr'] }, { language: ['en', 'ar'] }, { language: ['de'] }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(someone, { maxLength: 6 }), async (people) => {
      const lags = await lagOf(
        people.map(({ cursor, filter }, id) => bystander(id, cursor, filter)),
        store,
      );
      for (const [id, { cursor, filter }] of people.entries()) {
        const owed = versions.flatMap((version, index) =>
          index + 1 > cursor && version.pubStatus === 'usable' && matches(filter, version) ? [index + 1] : [],
        );
        expect(lags.get(id)).toEqual({
          events: owed.length,
          isMore: false,
          ...(owed[0] !== undefined && { oldestAt: instantOf(owed[0]) }),
        });
      }
    }),
    { numRuns: 40 },
  );
});

it('is bounded: a long log is not read through, and says that there is more', async () => {
  const count = EXAMINED_EVENTS_MAX + 150;
  const { store } = await wireOf(
    Array.from({ length: count }, (_, index) => ({ language: index === 9 ? 'fr' : 'en' })),
  );
  let read = 0;
  const counting: Pick<Store, 'log' | 'stories'> = {
    stories: store.stories,
    log: {
      ...store.log,
      after: async (seq, limit) => {
        const events = await store.log.after(seq, limit);
        read += events.length;
        return events;
      },
    },
  };
  const people = [bystander(1, 0), bystander(2, 0, { language: ['fr'] }), bystander(3, count - 1), bystander(4, count)];
  const lags = await lagOf(people, counting);
  expect(lags.get(1)).toEqual({ events: LAG_EVENTS_MAX, isMore: true, oldestAt: instantOf(1) });
  expect(lags.get(2)).toEqual({ events: 1, isMore: true, oldestAt: instantOf(10) });
  expect(lags.get(3)).toEqual({ events: 1, isMore: false, oldestAt: instantOf(count) });
  expect(lags.get(4)).toEqual({ events: 0, isMore: false });
  expect(read).toBeLessThanOrEqual(count);
});

it('leaves out what a kill or, to who catches up by the latest versions, a newer version has replaced', async () => {
  const store = await openSqliteStore(join(await temporaryFolder(), 'wire.sqlite'));
  onTestFinished(() => store[Symbol.asyncDispose]());
  const versions = new Map<string, number>();
  const publish = async (slug: string, changes: Partial<StoryVersion> = {}, language = 'en'): Promise<void> => {
    const version = (versions.get(slug) ?? 0) + 1;
    versions.set(slug, version);
    const committed: StoryVersion = { ...storyWith({ language }, slug), version, ...changes };
    const mark = `${slug} ${version}`;
    const file = { path: `${slug}.txt`, file: { hash: mark, stamp: mark } };
    await store.log.append([{ version: committed, ...file, committedAt: instantOf(versions.size + version) }]);
  };
  for (const slug of ['a', 'b', 'c', 'a', 'd', 'a']) await publish(slug);
  // Withheld, it replaces nothing; in another language, it replaces nothing of who reads English alone.
  await publish('b', { pubStatus: 'withheld' });
  await publish('d', {}, 'fr');
  await publish('c', { pubStatus: 'canceled', event: 'story.killed' });

  const english = { language: ['en'] };
  const people = [
    { ...bystander(1, 0), latestUntil: 0 },
    { ...bystander(2, 0), latestUntil: 9 },
    { ...bystander(3, 0, english), latestUntil: 9 },
    { ...bystander(4, 0), latestUntil: 1 },
  ];
  const lags = await lagOf(people, store);
  // a1 b1 a2 d1 a3 d2; then a3 b1 d2; then a3 b1 d1; then all but a1.
  expect([1, 2, 3, 4].map((id) => lags.get(id)?.events)).toEqual([6, 3, 3, 5]);
});

it('does not count what was sent beyond the cursor', async () => {
  const { store } = await wireOf(['en', 'en', 'en', 'en'].map((language) => ({ language })));
  const one = { ...bystander(1, 0), progress: { cursor: 0, sentAhead: [1, 3], failures: 0 } };
  expect((await lagOf([one], store)).get(1)).toEqual({ events: 2, isMore: false, oldestAt: instantOf(2) });
});
