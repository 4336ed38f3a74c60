import { array, assert, constantFrom, integer, option, property, record, subarray, type Arbitrary } from 'fast-check';
import { expect, it } from 'vitest';

import { matches, type Filter } from '../../src/story/filter.ts';
import { eventTerms } from '../../src/story/filter-event-terms.ts';
import { filterIndex } from '../../src/story/filter-index.ts';
import type { Story } from '../../src/story/story.ts';
import { storyWith } from '../support/stories.ts';

const LANGUAGES = ['en', 'fr', 'pt'];
const SECTIONS = ['Sport', 'Politics'];
const KEYWORDS = ['Drought', 'election', 'Cup'];

const some = (values: readonly string[]) => subarray([...values], { minLength: 1 });

const filters: Arbitrary<Filter> = record(
  {
    language: some(LANGUAGES),
    section: some(SECTIONS),
    keyword: some(KEYWORDS),
    event: subarray(['story.published', 'story.updated'] as const, { minLength: 1 }),
    urgency: integer({ min: 1, max: 9 }),
  },
  { requiredKeys: [] },
);

const stories: Arbitrary<Partial<Story>> = record({
  language: constantFrom(...LANGUAGES),
  section: constantFrom(...SECTIONS),
  keywords: subarray([...KEYWORDS]),
  urgency: integer({ min: 1, max: 9 }),
});

type Act = { readonly id: number; readonly filter: Filter | undefined };

const acts: Arbitrary<Act> = record({
  id: integer({ min: 1, max: 12 }),
  filter: option(filters, { nil: undefined, freq: 4 }),
});

it('finds exactly those whose filters match, whatever was set and removed before', () => {
  assert(
    property(array(acts, { maxLength: 60 }), array(stories, { minLength: 1, maxLength: 5 }), (done, told) => {
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
        expect(new Set(index.matching(eventTerms(version)))).toEqual(new Set(expected));
      }
      for (const id of set.keys()) expect(index.has(id)).toBe(true);
    }),
  );
});

it('meets none of those whose rarest term an event does not have', () => {
  const index = filterIndex();
  for (let id = 1; id < 20_000; id += 1) index.set(id, { keyword: [`unheard-of-${id}`], language: ['en'] });
  index.set(20_000, { keyword: ['cup'], language: ['en'] });
  const asked: string[] = [];
  class Watched extends Set<string> {
    override has(term: string): boolean {
      asked.push(term);
      return super.has(term);
    }
  }
  const terms = { ...eventTerms(storyWith({ language: 'en' })), keyword: new Watched(['cup']) };
  expect(index.matching(terms)).toEqual([20_000]);
  expect(asked).toEqual(['cup']);
});
