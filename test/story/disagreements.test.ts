import * as fc from 'fast-check';
import { expect, it } from 'vitest';

import { disagreements } from '../../src/story/disagreements.ts';
import { matches, type Filter } from '../../src/story/filter.ts';
import { everything, sampleStories } from '../support/stories.ts';

it('names each field that disagrees, with what was wanted and what is there', () => {
  const filter: Filter = {
    language: ['fr'],
    section: ['Politics'],
    subject: ['medtop:16000000'],
    place: ['LY', 'Tunis'],
    keyword: ['oil'],
    event: ['story.published'],
    urgency: 1,
  };
  expect(disagreements(filter, everything)).toEqual([
    { field: 'language', wanted: ['fr'], found: ['en-GB'] },
    { field: 'subject', wanted: ['medtop:16000000'], found: ['medtop:20000418', 'medtop:06000000', 'subj:06002000'] },
    { field: 'place', wanted: ['LY', 'Tunis'], found: ['Addis Ababa', 'ET'] },
    { field: 'keyword', wanted: ['oil'], found: ['African Union', 'climate', 'drought'] },
    { field: 'event', wanted: ['story.published'], found: ['story.corrected'] },
    { field: 'urgency', wanted: ['1'], found: ['2'] },
  ]);
});

it('there are none exactly where the filter matches', () => {
  const filters = fc.record({
    language: some('en', 'fr', 'ar'),
    section: some('Politics', 'Économie'),
    place: some('LY', 'Dakar', 'et'),
    keyword: some('climate', 'pêche'),
    subject: some('medtop:06000000', 'subj:06000000', 'medtop:16000000'),
    event: some('story.published', 'story.corrected'),
    urgency: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
  });
  fc.assert(
    fc.property(filters, fc.constantFrom(...Object.values(sampleStories)), (given, version) => {
      const filter = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Filter;
      expect(disagreements(filter, version).length === 0).toBe(matches(filter, version));
    }),
  );
});

function some(...values: string[]) {
  return fc.option(fc.subarray(values, { minLength: 1 }), { nil: undefined });
}
