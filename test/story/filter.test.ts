import { describe, expect, it } from 'vitest';

import { compileFilter, matches, matchesTerms } from '../../src/story/filter.ts';
import { eventTerms } from '../../src/story/filter-event-terms.ts';
import { parseFilter } from '../../src/story/filter-terms.ts';
import { parseSubject } from '../../src/story/subject.ts';
import { EVENT_TYPES } from '../../src/story/story.ts';
import { everything, french, libya, storyWith } from '../support/stories.ts';

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
    [['event=story.published'], true],
    [['event=killed,PUBLISHED'], true],
    [['event=story.updated'], false],
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

/** 20000418 is climate change, under 06000000, environment. */
describe('a filter on a subject', () => {
  it.each([
    ['medtop:06000000', 'medtop:20000418', true, 'a narrower topic'],
    ['medtop:20000418', 'medtop:06000000', false, 'a broader topic'],
    ['medtop:16000000', 'medtop:20000418', false, 'another topic'],
    ['medtop:04000000', 'medtop:20000205', true, 'a topic three levels down'],
    ['medtop:06000000', 'subj:06000000', false, 'the same digits of the other scheme'],
    ['subj:06000000', 'subj:06002001', true, 'a detail of the older scheme'],
    ['subj:06002000', 'subj:06002001', true, 'a detail of its matter'],
    ['subj:06003000', 'subj:06002001', false, 'a detail of another matter'],
    ['medtop:20000105', 'medtop:20000064', true, 'a retired topic, by the one to use instead'],
    ['medtop:02000000', 'medtop:20000064', true, 'a retired topic, by what is broader than that'],
    ['medtop:20000064', 'medtop:20000105', true, 'the topic that has taken its place'],
    ['medtop:20000064', 'medtop:20000064', true, 'the retired topic itself'],
    ['medtop:20000109', 'medtop:20000109', true, 'a topic retired without another in its place'],
    ['medtop:20001298', 'medtop:20001298', true, 'a topic newer than the vocabulary'],
  ])('%s on %s: %s (%s)', (wanted, has, expected) => {
    expect(matches(parseFilter([`subject=${wanted}`]), about('medtop:15000000', has))).toBe(expected);
  });
});

describe('the terms of an event', () => {
  it('are those that filters can ask for, in lower case', () => {
    expect(eventTerms(everything)).toEqual({
      language: new Set(['en-gb', 'en']),
      section: new Set(['politics']),
      subject: new Set(['medtop:20000418', 'medtop:06000000', 'subj:06002000', 'subj:06000000']),
      place: new Set(['et', 'ethiopia', 'addis ababa']),
      keyword: new Set(['african union', 'climate', 'drought']),
      event: new Set(['story.corrected']),
      urgency: 2,
    });
  });

  it('are matched by a compiled filter as by the filter itself, whatever the encoding of an accent', () => {
    const filter = parseFilter([`section=${'ÉCONOMIE'.normalize('NFD')}`, 'language=fr', 'urgency=9']);
    const compiled = compileFilter(filter);
    expect([french, libya].map((version) => matchesTerms(compiled, eventTerms(version)))).toEqual([true, false]);
    expect([french, libya].map((version) => matches(filter, version))).toEqual([true, false]);
  });

  it('name every type of event by itself', () => {
    for (const event of EVENT_TYPES) {
      const taken = EVENT_TYPES.filter((type) => matches({ event: [type] }, { ...libya, event }));
      expect(taken).toEqual([event]);
    }
  });

  it('of a story whose language is no tag are that language as it stands', () => {
    expect(eventTerms(storyWith({ language: 'x' })).language).toEqual(new Set(['x']));
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
    'urgency=0x5',
    'urgency=5.0',
    'urgency=1,2',
    'subject=war',
    'language=French',
    'event=story.deleted',
    'event=ping',
  ])('%s is refused in words', (term) => {
    expect(() => parseFilter([term])).toThrow(`"${term}"`);
  });
});

function about(...subjects: readonly string[]) {
  return storyWith({ subjects: subjects.map((each) => parseSubject(each) ?? expect.fail(`${each} is no subject`)) });
}
