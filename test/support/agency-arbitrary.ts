/** Versions of stories whose every text field holds any text at all. */
import * as fc from 'fast-check';

import type { Desk } from '../../src/story/desk.ts';
import type { StoryVersion } from '../../src/story/story.ts';
import { everything, sampleDesk } from './stories.ts';
import { anyText, visibleText } from './text-arbitrary.ts';

const anyRights = fc.record({ holder: anyText, notice: anyText, usageTerms: anyText });

const anyWords = fc.record({
  language: fc.constantFrom('en', 'ar', 'fr-SN', 'pt'),
  headline: anyText,
  slugline: visibleText,
  byline: visibleText,
  agencyLine: visibleText,
  dateline: fc.record({
    text: anyText,
    place: fc.record({ name: visibleText, country: fc.record({ code: fc.constant('LY'), name: visibleText }) }),
    agency: visibleText,
  }),
  body: fc.array(anyText, { minLength: 1, maxLength: 4 }),
  signOff: fc.record({ text: anyText, initials: fc.array(visibleText, { maxLength: 2 }) }),
  keywords: fc.array(visibleText, { maxLength: 3 }),
  section: visibleText,
  genre: visibleText,
  edNote: visibleText,
  creditLine: visibleText,
  rights: anyRights,
});

export const anyVersion: fc.Arbitrary<StoryVersion> = anyWords.map((words) => ({
  ...everything,
  story: { ...everything.story, ...words },
}));

export const anyDesk: fc.Arbitrary<Desk> = fc
  .record({ name: visibleText, mark: visibleText, program: visibleText, version: anyText, rights: anyRights })
  .map(({ name, mark, program, version, rights }) => ({
    ...sampleDesk,
    agency: { ...sampleDesk.agency, name, mark },
    generator: { ...sampleDesk.generator, name: program, version },
    rights,
  }));
