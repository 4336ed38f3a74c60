import { describe, expect, it } from 'vitest';

import { matches } from '../../src/story/filter.ts';
import { parseFilter } from '../../src/story/filter-terms.ts';
import { everything, libya } from '../support/stories.ts';

describe('a filter', () => {
  it.each([
    [[], true],
    [['language=en'], true],
    [['language=EN,fr'], true],
    [['language=fr'], false],
    [['place=LY'], true],
    [['place=libya'], true],
    [['place=Tripoli'], true],
    [['place=SN'], false],
    [['language=en', 'place=SN'], false],
    [['section=Politics'], false],
    [['keyword=oil'], false],
    [['subject=16000000'], false],
    [['urgency=9'], true],
    [['urgency=1'], false],
  ])('%j on the sample: %s', (terms, expected) => {
    expect(matches(parseFilter(terms), libya)).toBe(expected);
  });

  it('finds section, subject and keyword, and a region’s language by its language', () => {
    const { story } = everything;
    const [subject] = story.subjects;
    const terms = [`section=${story.section?.toUpperCase()}`, `subject=${subject?.scheme}:${subject?.code}`];
    expect(matches(parseFilter([...terms, `keyword=${story.keywords[0]}`]), everything)).toBe(true);
    expect(matches(parseFilter(['language=pt']), { ...libya, story: { ...libya.story, language: 'pt-AO' } })).toBe(
      true,
    );
  });
});

describe('a filter written wrongly', () => {
  it.each([
    'language',
    'language=',
    'colour=blue',
    '=fr',
    'urgency=0',
    'urgency=high',
    'urgency=1,2',
    'subject=war',
    'language=French',
  ])('%s is refused in words', (term) => {
    expect(() => parseFilter([term])).toThrow(`"${term}"`);
  });
});
