import fc from 'fast-check';
import { expect, it } from 'vitest';

import { matches, type Filter } from '../../src/story/filter.ts';
import { eventTerms } from '../../src/story/filter-event-terms.ts';
import { filterIndex } from '../../src/story/filter-index.ts';
import type { Story } from '../../src/story/story.ts';
import { storyWith } from '../support/stories.ts';

const LANGUAGES = ['en', 'fr', 'pt'];
const SECTIONS = ['Sport', 'Politics'];
const KEYWORDS = ['Drought', 'election', 'Cup'];

const some = (values: readonly string[]) => fc.subarray([...values], { minLength: 1 });

const filters: fc.Arbitrary<Filter> = fc.record(
  {
    language: some(LANGUAGES),
    section: some(SECTIONS),
    keyword: some(KEYWORDS),
    event: fc.subarray(['story.published', 'story.updated'] as const, { minLength: 1 }),
    urgency: fc.integer({ min: 1, max: 9 }),
  },
  { requiredKeys: [] },
);

const stories: fc.Arbitrary<Partial<Story>> = fc.record({
  language: fc.constantFrom(...LANGUAGES),
  section: fc.constantFrom(...SECTIONS),
  keywords: fc.subarray([...KEYWORDS]),
  urgency: fc.integer({ min: 1, max: 9 }),
});

type Act = { readonly id: number; readonly filter: Filter | undefined };

const acts: fc.Arbitrary<Act> = fc.record({
  id: fc.integer({ min: 1, max: 12 }),
  filter: fc.option(filters, { nil: undefined, freq: 4 }),
});

it('finds exactly those whose filters match, whatever was set and removed before', () => {
  fc.assert(
    fc.property(fc.array(acts, { maxLength: 60 }), fc.array(stories, { minLength: 1, maxLength: 5 }), (done, told) => {
      const index = filterIndex();
      const set = new Map<number, Filter>();
      for (const { id, filter } of done) {
        if (filter === undefined) {
          index.remove(id);
          set.delete(id);
        } else {
          index.set(id, filter);
          set.set(id, filter);
        }
      }
      expect(index.size()).toBe(set.size);
      for (const words of told) {
        const version = storyWith(words);
        const expected = [...set].filter(([, filter]) => matches(filter, version)).map(([id]) => id);
        expect(index.matching(eventTerms(version)).toSorted()).toEqual(expected.toSorted());
      }
      for (const id of set.keys()) expect(index.has(id)).toBe(true);
    }),
  );
});

it('meets none of those whose rarest term an event does not have', () => {
  const index = filterIndex();
  // Held against an event, this one would throw: its terms are none.
  index.set(1, { keyword: ['cup'], urgency: 9 });
  for (let id = 2; id < 20_000; id += 1) index.set(id, { keyword: [`unheard-of-${id}`] });
  const terms = eventTerms(storyWith({ keywords: ['Cup'] }));
  const asked: string[] = [];
  const watched = {
    ...terms,
    keyword: {
      ...terms.keyword,
      [Symbol.iterator]: () => terms.keyword[Symbol.iterator](),
      has: (term: string) => asked.push(term) > 0 && terms.keyword.has(term),
    },
  };
  expect(index.matching(watched as never)).toEqual([1]);
  expect(asked).toEqual(['cup']);
});
