import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { formats } from '../../src/formats/index.ts';
import { piecesOf } from '../../src/formats/pieces.ts';
import { newKeptItems } from '../../src/publish/kept-items.ts';
import { putTogether } from '../../src/publish/put-together.ts';
import type { StoryVersion } from '../../src/story/story.ts';
import { anyVersion } from '../support/agency-arbitrary.ts';
import { killed } from '../support/agency-cases.ts';
import { frenchFeed, sampleDesk, sampleFeed, sampleStories } from '../support/stories.ts';

const feedFormats = formats.flatMap(({ feed, name }) => (feed === undefined ? [] : [{ name, feed }]));

/** Versions of different stories, from different days, some of them withdrawn. */
const someStories: fc.Arbitrary<readonly StoryVersion[]> = fc
  .array(fc.record({ version: anyVersion, day: fc.integer({ min: 10, max: 28 }), isKilled: fc.boolean() }), {
    minLength: 1,
    maxLength: 6,
  })
  .map((list) =>
    list.map(({ version, day, isKilled }, index) => ({
      ...version,
      guid: `${version.guid}-${index}`,
      slug: `${version.slug}-${index}`,
      versionCreated: `2024-11-${day}T09:30:00Z`,
      ...(isKilled && ({ pubStatus: 'canceled', event: 'story.killed' } as const)),
    })),
  );

describe.each(feedFormats)('a document of $name put together from items', ({ feed: format }) => {
  it('is byte for byte the document made as a whole, whatever stands in its stories', () => {
    fc.assert(
      fc.property(someStories, (stories) => {
        const kept = newKeptItems(1_000_000);
        const whole = format.render(sampleFeed, stories, sampleDesk);
        const render = (some: readonly StoryVersion[]) => format.render(sampleFeed, some, sampleDesk);
        expect(putTogether(format, render, stories, kept)?.toString()).toBe(whole);
        // And once more, from the items that were kept.
        expect(putTogether(format, render, stories, kept)?.toString()).toBe(whole);
      }),
      { numRuns: 60 },
    );
  });

  it('takes items that were made for another feed, and in another order', () => {
    const stories = [...Object.values(sampleStories), killed];
    const kept = newKeptItems(1_000_000);
    const made = (feed: typeof sampleFeed, some: readonly StoryVersion[]) =>
      putTogether(format, (list) => format.render(feed, list, sampleDesk), some, kept)?.toString();
    made(sampleFeed, stories);
    const others = stories.toReversed().slice(1, 5);
    expect(made(frenchFeed, others)).toBe(format.render(frenchFeed, others, sampleDesk));
  });

  it('has nothing of a feed without stories but what the format has', () => {
    const kept = newKeptItems(1_000_000);
    const document = putTogether(format, (some) => format.render(sampleFeed, some, sampleDesk), [], kept)?.toString();
    expect(document).toBe(format.render(sampleFeed, [], sampleDesk));
  });
});

describe('pieces of a document', () => {
  it('are refused where an item has no end', () => {
    expect(() => piecesOf('<a>\n  <item>\n</a>', { first: '  <item>', last: '  </item>' })).toThrow('has no end');
  });
});

describe('items that are kept', () => {
  it('are those asked for last, up to so many bytes', () => {
    const kept = newKeptItems(10);
    const item = Buffer.from('12345');
    kept.set('a', item);
    kept.set('b', item);
    kept.get('a');
    kept.set('c', item);
    expect([kept.get('a'), kept.get('b'), kept.get('c')]).toEqual([item, undefined, item]);
  });

  it('are none that are larger than the room for all', () => {
    const kept = newKeptItems(10);
    kept.set('a', Buffer.alloc(11));
    expect(kept.get('a')).toBeUndefined();
  });
});
